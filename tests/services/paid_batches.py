"""A batch that was paid: in part and then withdrawn, or wholly and then one place in it given to somebody else."""

from db.models import BatchRow, Bill
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import batch_replacements
from kiosk.services.batch_replacement_plans import plan_of
from kiosk.services.batch_successors import WAITING, ReplaceWish
from kiosk.services.batch_withdrawals import withdraw
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, live, pay
from tests.services.crowd import crowd
from tests.web.desk import KAUMAN

NEXT = add_months(first_of_month(today()), 1)


def billed_batch(people) -> Bill:
    """Two people for two months from the next one."""
    return billed(batch_of(people, 2, 2, first=NEXT), acting(people["mitra"]))


def part_paid_and_withdrawn(people) -> Bill:
    """One month of one person is all that was paid when the batch was withdrawn."""
    bill = billed_batch(people)
    pay(bill, live(bill)[0].amount, acting(people["admin"]))
    withdraw(no=bill.batch.no, why="Anggaran ditunda", by=acting(people["mitra"]))
    return bill


def paid_and_replaced(people) -> Bill:
    """All is paid, then the first person's place goes to somebody who waits."""
    bill = billed_batch(people)
    pay(bill, bill.amount, acting(people["admin"]))
    crowd(acting(people["petugas"]), 1, numbered=20)
    row = BatchRow.select().where(BatchRow.batch == bill.batch).order_by(BatchRow.id).first()
    wish = ReplaceWish(reason="stopped", first_month=NEXT, how=WAITING, kelurahan=KAUMAN)
    by, where = acting(people["mitra"]), {"no": bill.batch.no, "row_id": row.id, "wish": wish}
    seen = plan_of(**where, by=by).mark
    batch_replacements.replace(**where, seen=seen, note="", client_key=key(), by=by)
    return bill
