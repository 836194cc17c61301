"""Which layout a file for the bank has: chosen by a dated setting, replaced by a file in the instance's own folder."""

from datetime import date

import pytest

from db.models import Setting
from kiosk.files.bank_layout_files import OF_THE_HOUSE
from kiosk.services import bank_layouts, settings
from kiosk.services.acting import Refused


@pytest.fixture
def own_folder(people, tmp_path):
    """The instance's own layouts; those of the process are back afterwards."""
    before = bank_layouts._folder
    bank_layouts.configure(tmp_path)
    folder = tmp_path / bank_layouts.OWN_FOLDER
    folder.mkdir()
    yield folder
    bank_layouts._folder = before


def choose(key: str, value: str) -> None:
    Setting.create(key=key, value=value, valid_from=date(2026, 1, 1), basis="keputusan untuk uji")
    settings.forget()


def house_text(name: str) -> str:
    return (OF_THE_HOUSE / f"{name}.toml").read_text(encoding="utf-8")


def test_canonical_one_is_used_until_another_is_chosen(own_folder):
    assert bank_layouts.current().name == "kanonik"
    assert bank_layouts.ready_to_send().own_account == ""
    choose("debit_layout", "kepala-rincian")
    assert bank_layouts.current().name == "kepala-rincian"


def test_file_in_the_own_folder_is_added_and_replaces_one_of_the_house(own_folder):
    text = house_text("kanonik")
    (own_folder / "bank-jateng.toml").write_text(text.replace("Kanonik (CSV berjudul)", "Bank Jateng"))
    assert list(bank_layouts.everything()) == ["bank-jateng", "kanonik", "kepala-rincian"]
    assert bank_layouts.named("bank-jateng").title == "Bank Jateng"
    assert bank_layouts.named("kanonik").sent.delimiter == ","
    (own_folder / "kanonik.toml").write_text(text.replace('pemisah = ","', 'pemisah = "|"'))
    assert bank_layouts.current().sent.delimiter == "|"


def test_layout_that_is_not_there_is_a_sentence_that_says_which_are(own_folder):
    choose("debit_layout", "bank-jateng")
    with pytest.raises(Refused, match=r"“bank-jateng” tidak ada\. Yang ada: kanonik, kepala-rincian"):
        bank_layouts.current()
    with pytest.raises(Refused, match="tidak ada"):
        bank_layouts.named("../kanonik")


def test_broken_layout_is_a_sentence_and_leaves_the_others_alone(own_folder):
    (own_folder / "bank-jateng.toml").write_text("nama = 5")
    with pytest.raises(Refused, match=r"Susunan bank bank-jateng\.toml: isian nama harus teks"):
        bank_layouts.named("bank-jateng")
    assert bank_layouts.current().name == "kanonik"


def test_layout_with_the_citys_account_is_ready_once_the_account_is_known(own_folder):
    choose("debit_layout", "kepala-rincian")
    with pytest.raises(Refused, match="debit_own_account"):
        bank_layouts.ready_to_send()
    choose("debit_own_account", "3-001-02030")
    assert bank_layouts.ready_to_send().own_account == "300102030"


def test_account_of_the_city_that_is_none_is_a_sentence(own_folder):
    choose("debit_own_account", "rekening kas daerah")
    with pytest.raises(Refused, match="bukan 6 sampai 20 angka"):
        bank_layouts.current()


def test_settings_of_the_debit_are_there(people):
    assert (settings.whole("debit_attempts"), settings.whole("debit_undo_minutes")) == (3, 15)
    assert settings.setting("debit_own_account") == ""
