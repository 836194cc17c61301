"""What a claim's page and the family's leaflet say where it is not sure that BPJS pays, and by when one reports."""

from datetime import date, datetime

import pytest
import time_machine

from db.models import Worker
from kiosk.domain.clock import months_from
from kiosk.services import claim_leaflets, claim_pages
from tests import ledger_rows
from tests.services.at_once import acting
from tests.services.claim_desk import reported
from tests.services.crowd import crowd, worker
from tests.web.papers import pages_of

NOVEMBER = date(2026, 11, 20)


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


def of_months(petugas, first: date, count: int) -> Worker:
    """Paid and confirmed from `first` on."""
    person = worker(crowd(petugas, 1)[0])
    ledger_rows.paid_months(person, months_from(first, count), effective=count, on=first)
    return person


def test_member_whose_month_waits_for_bpjs_is_told_what_the_proof_says(petugas):
    """Paid on the day itself, confirmed two days later: BPJS decides, on the page, the leaflet and the proof."""
    accident = date(2026, 11, 2)
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = of_months(petugas, date(2026, 2, 1), 9)
        november = ledger_rows.paid_months(person, months_from(date(2026, 11, 1), 1), on=accident)
        ledger_rows.confirm(november, on=date(2026, 11, 4))
        claim = reported(person, petugas, day=accident)
        page = claim_pages.page_of(no=claim.no, by=petugas)
        why = page.estimate.benefits.why_none
        assert page.estimate.awaits_answer and page.estimate.lines == ()
        assert why.sentence().startswith("Peserta, menunggu konfirmasi BPJS")
        assert "2 November 2026" in why.sentence() and "BPJS yang memutuskan" in why.sentence()
        assert claim_leaflets.leaflet_of(claim).why_none == why.sentence()
        proof = " ".join(" ".join(pages_of(claim_pages.proof_pdf(no=claim.no, by=petugas))).split())
        assert (
            "PESERTA, MENUNGGU KONFIRMASI BPJS" in proof and "BPJS Ketenagakerjaan yang memutuskan" in proof
        )
        assert (claim.cover_code, claim.cover_since is None, claim.cover_months) == ("registered", False, 9)
        assert not page.differs


@pytest.mark.parametrize(
    ("kind", "total"),
    [("accident", None), ("accident_death", 42_000_000)],  # the heirs have JKM in any case
)
def test_fall_at_home_is_promised_nothing_of_jkk(petugas, kind, total):
    with time_machine.travel(datetime(2026, 11, 20, 3), tick=False):
        person = of_months(petugas, date(2026, 2, 1), 11)
        claim = reported(person, petugas, kind, NOVEMBER, on_the_way="elsewhere")
        found = claim_pages.page_of(no=claim.no, by=petugas).estimate
        assert found.total == total and "BPJS yang memutuskan" in found.outside_work.sentence()
        codes = {line.code for line in found.lines}
        assert codes == (set() if kind == "accident" else {"death", "allowance", "funeral", "no_scholarship"})
        [page] = pages_of(claim_leaflets.leaflet_pdf(no=claim.no, by=petugas))
        words = " ".join(page.split())
        assert "Kejadiannya di tempat lain" in words and "Sebutkan bahwa ini kecelakaan kerja" not in words
        nobody = worker(crowd(petugas, 1, numbered=3)[0])
        other = reported(nobody, petugas, kind, NOVEMBER, on_the_way="elsewhere", hour=None)
        assert len(pages_of(claim_leaflets.leaflet_pdf(no=other.no, by=petugas))) == 1
        at_work = reported(worker(crowd(petugas, 1, numbered=2)[0]), petugas, "accident", NOVEMBER)
        assert claim_pages.page_of(no=at_work.no, by=petugas).estimate.outside_work is None


def test_deadline_at_midnight_is_said_by_the_day_it_ends(petugas):
    with time_machine.travel(datetime(2026, 11, 22, 5), tick=False):
        person = worker(crowd(petugas, 1)[0])
        claim = reported(person, petugas, day=date(2026, 11, 22), hour=None)
        said = claim_leaflets.leaflet_of(claim).deadline
        assert said == "Senin, 23 November 2026, tengah malam (pukul 24.00 WIB)"
