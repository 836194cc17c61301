"""The card on its owner's page: how it stands, where it waits, and the one next step."""

import pytest

from db.models import Card, Post, PrintedCard, PrinterSetting, PrintRun, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import print_outcomes
from tests.web import desk


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


@pytest.fixture
def panel(visit, reg_no):
    """panel(client) is the part of the page that speaks of the card, and the addresses of the whole page."""

    def opened(client, more: str = ""):
        answer = visit(client, f"/pekerja/{reg_no}{more}")
        text = answer.text.partition('id="papers"')[2].partition("</section>")[0]
        return text, set(answer.page.addresses)

    return opened


def answered(client, no: str) -> None:
    answer = desk.send(client, f"/kartu/lembar/{no}/hasil", {"outcome": print_outcomes.ALL_GOOD})
    assert answer.status_code == 303


def test_card_is_printed_answered_handed_over_and_printed_anew_step_by_step(client_for, panel, reg_no):
    client = client_for("petugas")
    text, addresses = panel(client)
    assert "Belum dicetak" in text and "Cetak kartu" in text and "/kartu/lembar" in addresses

    no = desk.printed(client, worker=reg_no)
    text, addresses = panel(client)
    assert "Menunggu hasil cetak" in text and "Cetak kartu" not in text
    assert f"/kartu/lembar/{no}" in addresses

    answered(client, no)
    text, addresses = panel(client)
    serial = Card.get().serial
    assert "Sudah dicetak" in text and serial in text and "Menunggu diambil di Pos Pasar Johar." in text
    assert {f"/kartu/{serial}/serah-terima", f"/kartu/{serial}/pengganti"} <= addresses

    Card.update(handed_at=utc_now()).execute()
    text, addresses = panel(client)
    assert "Sudah diserahkan" in text
    assert f"/kartu/{serial}/pengganti" in addresses and f"/kartu/{serial}/serah-terima" not in addresses


def test_void_card_is_said_to_be_void_and_the_next_one_may_be_printed(client_for, panel, reg_no):
    client = client_for("petugas")
    answered(client, desk.printed(client, worker=reg_no))
    Card.update(void_at=utc_now(), void_reason="persetujuan ditarik").execute()
    text, _addresses = panel(client)
    assert "Tidak berlaku" in text and Card.get().serial in text and "Cetak kartu" in text


def test_card_of_a_run_that_was_given_up_may_be_printed(client_for, panel, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    PrintedCard.update(outcome="unprinted").execute()
    PrintRun.update(state="cancelled").execute()
    text, _addresses = panel(client)
    assert "Belum dicetak" in text and "Cetak kartu" in text


def test_freshly_enrolled_person_has_one_print_button_and_after_printing_the_way_to_the_run(
    client_for, visit, reg_no
):
    client = client_for("petugas")
    assert visit(client, f"/pekerja/{reg_no}?baru=1").text.count("Cetak kartu") == 1
    no = desk.printed(client, worker=reg_no)
    fresh = (
        visit(client, f"/pekerja/{reg_no}?baru=1").text.partition('id="saved"')[2].partition("</section>")[0]
    )
    assert f"/kartu/lembar/{no}" in fresh and "Cetak kartu" not in fresh


def test_who_only_looks_or_may_not_print_finds_no_step(client_for, panel, reg_no):
    text, _addresses = panel(client_for("auditor"))
    assert "Belum dicetak" in text and "Cetak kartu" not in text
    Worker.update(frozen_at=utc_now()).execute()
    assert "Cetak kartu" not in panel(client_for("petugas"))[0]


def test_options_on_the_page_are_those_of_the_printer_here(client_for, panel, reg_no):
    PrinterSetting.create(place="johar", layout="a4")
    client = client_for("petugas")
    text, _addresses = panel(client)
    assert 'value="a4" checked' in text and 'name="start"' in text
    desk.printed(client, worker=reg_no, layout="a4", start="9")
    assert (PrintRun.get().layout, PrintRun.get().start) == ("a4", 9)


def test_who_may_not_open_the_run_reads_where_the_card_is_printed(client_for, panel, reg_no, people):
    no = desk.printed(client_for("petugas"), worker=reg_no)
    PrintRun.update(post=Post.get(Post.code == "tambak-lorok"), asked_by=people["petugas2"]).execute()
    text, addresses = panel(client_for("rekan"))
    assert "Sedang dicetak di Pos TPI Tambak Lorok." in text and "Cetak kartu" not in text
    assert f"/kartu/lembar/{no}" not in addresses


def test_card_on_its_owner_s_page_is_offered_as_a_preview(client_for, panel, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    text, addresses = panel(client)
    assert "Pratinjau kartu" in text and f"/kartu/{Card.get().serial}.pdf" in addresses
