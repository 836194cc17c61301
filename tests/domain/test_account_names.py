"""The name on a bank account beside the name of who signs."""

import pytest

from kiosk.domain.account_names import is_only_titles, is_same_name


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("Ratna Kusumawati", "Ratna Kusumawati"),
        ("RATNA KUSUMAWATI", "Dr. Ratna Kusumawati, S.Kom., M.Kom."),
        ("ratna  kusumawati", "Ratna Kusumawati"),
        ("Hj. Ratna Kusumawati S.E", "RATNA KUSUMAWATI"),
        ("NUR AINI", "Nur'aini"),
        ("SRIWAHYUNI", "Sri Wahyuni"),
        ("Ahmad bin Yusuf", "AHMAD YUSUF"),
        ("Andre", "André"),
        ("M. ALI", "M.Ali"),
    ],
)
def test_is_the_same_as_people_and_banks_write_it(account, name):
    assert is_same_name(account, name)


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("RATNA K", "Ratna Kusumawati"),
        ("RATNA", "Ratna Kusumawati"),
        ("Soelastri", "Sulastri"),
        ("Budi Santoso", "Ratna Kusumawati"),
        ("", "Ratna Kusumawati"),
        ("", ""),
        ("...", "..."),
        (None, "Ratna"),
    ],
)
def test_is_another_where_a_letter_differs_or_nothing_is_there(account, name):
    assert not is_same_name(account, name)


@pytest.mark.parametrize("name", ["Dr.", "Drs. H.", "S.Kom., M.M.", "Prof. Dr. Ir."])
def test_titles_alone_are_nobodys_name(name):
    assert is_only_titles(name)


@pytest.mark.parametrize("name", ["", "Dr. Ratna", "Sukarno", "H. M. Ali"])
def test_a_name_beside_its_titles_is_one(name):
    assert not is_only_titles(name)
