"""The next step of a batch says how long people whom nobody has billed are held, and whether BPJS is waited for."""

import re

from db.models import CoverageMonth
from kiosk.services import holds
from tests.ledger_rows import confirm
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG

HELD = re.compile(r"Yang belum ditagih ditahan sampai ([^.]+\.\d\d)")


def step_of(visit, client, no: str) -> str:
    text = visit(client, f"/batch/{no}").text.partition('id="money"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_it_is_said_with_its_date_to_whoever_sees_the_batch_until_the_bill_is_made(client_for, visit):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(SITI, SUGENG))
    for name in ("mitra", "admin", "auditor"):
        assert HELD.search(step_of(visit, client_for(name), no)), name
    desk.billed(mitra, no)
    assert not HELD.search(step_of(visit, mitra, no))


def test_the_date_is_that_of_who_is_let_go_first(client_for, visit):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(SITI, SUGENG))
    said = HELD.search(step_of(visit, mitra, no))[1]
    first, *_others = CoverageMonth.select().order_by(CoverageMonth.id)
    ends = first.hold_until
    assert holds.release_expired(now=ends) == CoverageMonth.select().count()
    assert said.startswith(f"{ends.day + (ends.hour >= 17)} ")


def test_a_paid_batch_waits_for_bpjs_until_everybody_is_confirmed(client_for, people, visit):
    batch = batch_of(people, 2, 2)
    bill = billed(batch, acting(people["mitra"]))
    pay(bill, bill.amount, acting(people["admin"]))
    first, second = (row for row in live(bill) if row.month == THIS)
    for row, waits in ((None, True), (first, True), (second, False)):
        confirm([row] if row else [])
        said = step_of(visit, client_for("mitra"), batch.no)
        assert ("Perlindungan baru berlaku setelah BPJS" in said) is waits
        assert ("sudah mengonfirmasi kepesertaan semua orangnya" in said) is not waits
