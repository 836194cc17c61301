import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.findings import Severity
from kiosk.domain.names import clean_name, name_findings, names_agree, names_prove, place_key


def told(text):
    return [(finding.severity, finding.code) for finding in name_findings(text)]


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Siti \t Aminah\n", "Siti Aminah"),
        ("Siti\u00a0Aminah", "Siti Aminah"),
        ("Siti\x00Aminah", "SitiAminah"),
        ("\u202eSiti\u202c Aminah\u200b", "Siti Aminah"),
        ("\ufeffSiti", "Siti"),
        ("Jose\u0301", "José"),
        ("Jose\u200d\u0301", "José"),
        ("Nur'aini", "Nur'aini"),
        ("Nur’aini", "Nur’aini"),
        ("Dr. H. Slamet Widodo, S.Pd.", "Dr. H. Slamet Widodo, S.Pd."),
        ("Siti\ud800", "Siti"),
        (None, ""),
    ],
)
def test_a_name_is_cleaned_but_keeps_its_spelling(typed, cleaned):
    assert clean_name(typed) == cleaned


@pytest.mark.parametrize(
    "name", ["Siti Aminah", "Nur'aini", "Nur’aini", "H. Slamet, S.Pd.", "Anna-Maria", "José", "A", "X" * 100]
)
def test_a_usual_name_has_no_finding(name):
    assert told(name) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_empty"),
        ("\u200b", "name_empty"),
        ("X" * 101, "name_too_long"),
        ("Siti 😀", "name_strange"),
        ("李小龙", "name_strange"),
        ("<b>Siti</b>", "name_strange"),
        ("=Siti", "name_strange"),
        ("Siti@Aminah", "name_strange"),
        ("\u3164", "name_strange"),
        ("3374051705030001", "name_no_letters"),
        (". -", "name_no_letters"),
        ("Budi 3374011705039777", "name_number"),
        ("Budi (0812-3456-7890)", "name_number"),
        ("Selamat Anda Menang Hadiah. Buka evil-hadiah.com Segera", "name_web_address"),
        ("Buka WWW.hadiah.zz", "name_web_address"),
        ("hadiah.co.id/menang", "name_web_address"),
        ("Siti bit.ly/abc", "name_web_address"),
        ("situs hadiah2026.xyz", "name_web_address"),
    ],
)
def test_what_is_no_name_blocks(name, code):
    assert told(name) == [(Severity.BLOCK, code)]


@pytest.mark.parametrize(
    "name",
    ["Moh.Ali", "Dr.Siti", "H.M.Top", "Siti Rahayu,S.Kom.", "Ali,S.Pd.I", "Drs.Ec.Budi", "M.Idris", "Ny.Comariah",
     "Abd.Infokom", "R.Ay.Netty", "Sri S.IP. M.Si", "Siti.Aminah"],
)  # fmt: skip
def test_a_dot_without_a_blank_is_no_web_address(name):
    assert told(name) == []


@pytest.mark.parametrize("name", ["Slamet 2", "Slamet (alm)", "S1ti"])
def test_digits_and_brackets_warn(name):
    assert told(name) == [(Severity.WARN, "name_doubtful")]


def test_the_sentence_shows_what_was_odd():
    assert "“😀”, “@”" in name_findings("Siti 😀 @ 😀")[0].sentence()


@pytest.mark.parametrize(
    "spelling", ["Tanjung Mas", "TANJUNGMAS", "tanjung-mas", " Tanjung.Mas ", "Tanjung\u00a0Mas"]
)
def test_a_place_has_one_key_however_it_is_spelt(spelling):
    assert place_key(spelling) == "tanjungmas"


def test_other_places_have_other_keys():
    assert place_key("Tanjung Emas") != place_key("Tanjung Mas")


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_name(text)
    assert clean_name(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text())
def test_nothing_typed_breaks_the_findings(text):
    assert all(finding.sentence() for finding in name_findings(text))
    place_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soelastri", "SULASTRI"),
        ("Slamet", "Slamet Widodo"),
        ("Drs. Djoko Soesilo", "Joko Susilo"),
        ("Siti Aminah", "Siti Aminnah"),
        ("Tjahjono", "Cahyono"),
    ],
)
def test_spellings_of_one_name_agree(one, other):
    assert names_agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siti Aminah", "Siti Rohmah Wijayanti"), ("Budi", "Slamet Widodo"), ("", "Slamet"), ("Slamet", "…")],
)
def test_names_of_two_people_do_not_agree(one, other):
    assert not names_agree(one, other)


@pytest.mark.parametrize(
    ("one", "other", "proves"),
    [
        ("Slamet", "Slamet Widodo", False),
        ("Slamet Widodo", "Slamet", False),
        ("Slamet", "SLAMET", True),
        ("Slamet Widodo", "Slamet Widodo Santoso", True),
        ("Soelastri", "Sulastri", True),
        ("Budi Santoso", "Slamet Widodo", False),
    ],
)
def test_one_word_of_several_proves_nothing(one, other, proves):
    assert names_prove(one, other) is proves
