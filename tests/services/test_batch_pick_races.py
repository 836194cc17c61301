"""Eight processes take people from one waiting list at once: nobody comes twice, and no place is given twice."""

import pytest

from db.models import BatchRow, CoverageMonth, Post
from kiosk.domain.clock import add_months, first_of_month, today
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, money_adds_up, pay
from tests.services.crowd import crowd
from tests.services.ledger_proof import adds_up
from tests.services.picking import empty_batch, stands_in
from tests.services.processes import together
from tests.web.desk import KAUMAN

PROCESSES, WAIT = 8, 30
RACER, REPLACER = "tests.services.racing_picker", "tests.services.racing_replacer"


@pytest.fixture
def waiting_crowd(people) -> list[str]:
    return crowd(acting(people["petugas"]), WAIT)


def jobs(batches: list, who: list[str], count: int) -> list[dict]:
    return [
        {"batch": batch.no, "who": name, "count": count, "kelurahan": KAUMAN, "key": key()}
        for batch, name in zip(batches, who, strict=True)
    ]


def test_eight_pick_at_once_and_nobody_stands_in_two_batches(people, waiting_crowd):
    names = ["mitra", "mitra2"] * (PROCESSES // 2)
    batches = [empty_batch(people, company={"mitra": "sinar", "mitra2": "bahari"}[name]) for name in names]
    answers = together(RACER, jobs(batches, names, 5))
    assert all("taken" in answer for answer in answers), answers
    assert sum(answer["taken"] for answer in answers) == WAIT, answers
    picked = [one.id for batch in batches for one in stands_in(batch)]
    assert len(picked) == len(set(picked)) == WAIT
    assert CoverageMonth.select().count() == WAIT * 3
    assert adds_up()


def test_eight_at_its_post_fill_one_batch_to_its_last_place(people, waiting_crowd):
    batch = empty_batch(people, places=12, open_at=Post.get(Post.code == "johar"))
    answers = together(RACER, jobs([batch] * PROCESSES, ["petugas", "rekan"] * (PROCESSES // 2), 4))
    assert all("taken" in answer for answer in answers), answers
    assert sum(answer["taken"] for answer in answers) == 12, answers
    assert BatchRow.select().where(BatchRow.state == "ready").count() == 12
    assert adds_up()


def test_one_form_sent_by_eight_takes_people_once(people, waiting_crowd):
    batch, same = empty_batch(people), key()
    sent = [job | {"key": same} for job in jobs([batch] * PROCESSES, ["mitra"] * PROCESSES, 3)]
    answers = together(RACER, sent)
    assert all("taken" in answer for answer in answers), answers
    assert {answer["taken"] for answer in answers} == {3}, answers
    assert len(stands_in(batch)) == 3


def test_eight_replace_four_people_by_whoever_waits_and_each_is_replaced_once(people):
    """Two at each row: one of them comes too late, and nobody who waits takes two places."""
    mitra, admin = acting(people["mitra"]), acting(people["admin"])
    batch = batch_of(people, 4, 3)
    bill = billed(batch, mitra)
    pay(bill, bill.amount, admin)
    crowd(acting(people["petugas"]), PROCESSES, numbered=100)
    rows = [row.id for row in BatchRow.select().order_by(BatchRow.id)]
    month = add_months(first_of_month(today()), 1).isoformat()
    answers = together(REPLACER, [{"batch": batch.no, "row": row, "month": month} for row in rows * 2])
    assert sum("bill" in answer for answer in answers) == 4, answers
    assert all(answer.get("missing", 0) == 0 and "fault" not in answer for answer in answers), answers
    ready = BatchRow.select().where(BatchRow.state == "ready")
    assert len({row.worker_id for row in ready}) == 4 and {row.replaces_id for row in ready} == set(rows)
    assert adds_up()
    money_adds_up()
