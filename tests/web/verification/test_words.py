"""What is read on /v/<token>: the state first, how to tell whose card it is, both languages, and no donor."""

from datetime import date

import pytest

from db.models import Card, Worker
from kiosk.domain.clock import utc_now
from tests.web.verification.desk import fund, read, read_in_main

pytestmark = pytest.mark.usefixtures("today")

NOVEMBER, UNKNOWN = date(2026, 11, 1), "/v/AAAAAAAAAAAAAAAAAAAAAAAA"
DONOR = "Dermawati Puspita"
STAYS = {"Payung", "S. W.", "JKK + JKM"}  # alike in both languages


def nothing() -> None:
    """Registered, and nobody pays."""


def void() -> None:
    Card.update(void_at=utc_now(), void_reason="lost").execute()


def freeze() -> None:
    Worker.update(frozen_at=utc_now()).execute()


def frozen_protected() -> None:
    fund(NOVEMBER, 2, effective=2)
    freeze()


STATES = {
    "waiting": (nothing, "TERDAFTAR, BELUM TERLINDUNGI", "REGISTERED, NOT YET PROTECTED"),
    "registered": (
        lambda: fund(NOVEMBER, 2),
        "TERDAFTAR, BELUM TERLINDUNGI",
        "REGISTERED, NOT YET PROTECTED",
    ),
    "protected": (lambda: fund(NOVEMBER, 2, effective=2), "TERLINDUNGI", "PROTECTED"),
    "in arrears": (
        lambda: fund(date(2026, 9, 1), 3, effective=1),
        "MENUNGGAK, PERLINDUNGAN BERISIKO",
        "IN ARREARS, COVER AT RISK",
    ),
    "ended": (lambda: fund(date(2026, 5, 1), 2, effective=2), "PERLINDUNGAN BERAKHIR", "COVER ENDED"),
    "frozen, protected": (frozen_protected, "TERLINDUNGI", "PROTECTED"),
    "frozen": (freeze, "KEADAAN TIDAK DITAMPILKAN", "STATUS NOT SHOWN"),
    "void": (void, "KARTU TIDAK BERLAKU LAGI", "CARD NO LONGER VALID"),
}


@pytest.fixture(params=STATES.values(), ids=STATES)
def state(request, card) -> tuple[str, str, str]:
    """The address of a card in one of its states, and its large line in both languages."""
    make, *words = request.param
    make()
    return f"/v/{card.token}", *words


def test_state_is_the_first_that_is_read_in_large_letters(stranger, state):
    address, here, there = state
    for language, words in (("id", here), ("en", there)):
        main = read_in_main(stranger.get(f"{address}?bahasa={language}").text)
        assert main[0] == ("h1", words)
        assert [tag for tag, _words in main].count("h1") == 1


def test_unknown_card_is_said_to_be_unknown_before_anything_else(stranger, people):
    assert read_in_main(stranger.get(UNKNOWN).text)[0] == ("h1", "KARTU TIDAK DIKENAL")
    assert read_in_main(stranger.get(f"{UNKNOWN}?bahasa=en").text)[0] == ("h1", "CARD NOT KNOWN")


def words_of(page: str) -> list[str]:
    return [words for _tags, words in read(page)]


def test_english_page_says_nothing_in_indonesian(stranger, state):
    """Every text of the one page is another on the other."""
    here, there = (words_of(stranger.get(f"{state[0]}?bahasa={language}").text) for language in ("id", "en"))
    assert len(here) == len(there) > 8
    assert {words for words in here if words in there} <= STAYS


def test_unknown_card_and_haste_are_told_in_english(stranger, people):
    here, there = (words_of(stranger.get(f"{UNKNOWN}?bahasa={language}").text) for language in ("id", "en"))
    assert len(here) == len(there) and not {*here} & {*there} - STAYS
    for _look in range(60):
        stranger.get(UNKNOWN)
    here, there = (words_of(stranger.get(f"{UNKNOWN}?bahasa={language}").text) for language in ("id", "en"))
    assert "TUNGGU SEBENTAR" in here and "PLEASE WAIT" in there
    assert not {*here} & {*there} - STAYS


def test_english_page_tells_the_day_the_programmes_and_what_to_do(stranger, card):
    fund(NOVEMBER, 2, effective=2)
    said = " ".join(words for _tag, words in read_in_main(stranger.get(f"/v/{card.token}?bahasa=en").text))
    for words in (
        "until 31 December 2026",
        "20 November 2026",
        "Compare with the KTP",
        "JKK + JKM (work accident cover and death cover)",
        "2 × 24 hours",
    ):
        assert words in said, words


def box_below(page: str, heading: str) -> str:
    """What stands under this heading, up to the next one."""
    main = read_in_main(page)
    rest = main[main.index(("h2", heading)) + 1 :]
    end = next((at for at, (tag, _words) in enumerate(rest) if tag == "h2"), len(rest))
    return " ".join(words for _tag, words in rest[:end])


def test_whoever_checks_is_told_to_compare_the_initials_with_the_ktp(stranger, card):
    box = box_below(stranger.get(f"/v/{card.token}").text, "Cocokkan dengan KTP")
    assert box.startswith("Inisial S. W. Huruf depan setiap kata pada nama di KTP harus sama")
    assert "Bila berbeda, kartu ini bukan miliknya." in box


def test_programmes_are_named_and_explained(stranger, card):
    box = box_below(stranger.get(f"/v/{card.token}").text, "Cocokkan dengan KTP")
    assert "Program JKK + JKM (jaminan kecelakaan kerja dan jaminan kematian)" in box


def test_frozen_person_is_made_sure_of_elsewhere(stranger, card):
    frozen_protected()
    box = box_below(stranger.get(f"/v/{card.token}").text, "Cocokkan dengan KTP")
    assert "BPJS Ketenagakerjaan atau pos kelurahan" in box
    assert "Inisial S. W." not in box and "JKK" not in box


@pytest.mark.parametrize("kind", ["asn", "apbd", "dbhcht", "csr", "mandiri"])
@pytest.mark.parametrize("effective", [0, 1, 3])
def test_whoever_pays_is_named_nowhere(stranger, card, kind, effective):
    """Planned only, protected this month, or longer; not even a company, and in no attribute either."""
    fund(NOVEMBER, 3, effective=effective, by=DONOR, kind=kind)
    for language in ("id", "en"):
        page = stranger.get(f"/v/{card.token}?bahasa={language}").text
        assert "S. W." in page
        assert not any(part in page for part in (*DONOR.split(), "D. P.", "orang tua asuh", "APBD"))
