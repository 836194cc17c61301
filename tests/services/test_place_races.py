"""Several processes at once at the places of a batch: never more people than places, nobody both billed and gone."""

from db.connection import writing
from db.models import Batch, BatchRow, Bill, Company, CoverageMonth, Post, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.services import ledger
from tests.services.at_once import acting, key
from tests.services.billing import batch_of
from tests.services.crowd import crowd
from tests.services.ledger_proof import adds_up
from tests.services.processes import together

RACER, DESKS = "tests.services.taking_place", 8


def open_batch(people, places: int) -> Batch:
    with writing():
        return Batch.create(
            no="B26-POS", company=Company.get(Company.code == "sinar"), name="Pos", months=3, places=places,
            first_month=ledger.first_open_month(), created_by_id=people["petugas"].id,
            open_at=Post.get(Post.code == "johar"),
        )  # fmt: skip


def enrolment(number: int) -> dict:
    who = "petugas" if number % 2 else "rekan"
    return {"what": "enrol", "who": who, "batch": "B26-POS", "number": number, "key": key()}


def ready(batch: Batch) -> int:
    return BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == "ready").count()


def test_places_are_never_exceeded_when_eight_desks_enrol_at_once(people):
    batch = open_batch(people, 3)
    answers = together(RACER, [enrolment(number) for number in range(1, DESKS + 1)])
    assert [set(answer) for answer in answers].count({"done"}) == 3, answers
    assert all("sudah habis" in answer["refused"] for answer in answers if "refused" in answer)
    assert ready(batch) == Worker.select().count() == 3
    assert adds_up()


def joining(numbers: list[str]) -> list[dict]:
    people = zip(numbers, ["petugas", "rekan"] * DESKS, strict=False)
    return [
        {"what": "join", "who": who, "batch": "B26-POS", "reg_no": reg_no, "key": key()}
        for reg_no, who in people
    ]


def test_eight_who_waited_come_to_eight_desks_and_the_places_hold(people):
    batch, waiting = open_batch(people, 3), crowd(acting(people["petugas"]), DESKS)
    answers = together(RACER, joining(waiting))
    assert [set(answer) for answer in answers].count({"done"}) == 3, answers
    assert all("sudah habis" in answer["refused"] for answer in answers if "refused" in answer), answers
    assert ready(batch) == 3 and CoverageMonth.select().count() == 3 * 3
    assert adds_up()


def test_one_who_waited_is_put_in_by_eight_at_once_and_stands_there_once(people):
    batch, waiting = open_batch(people, 3), crowd(acting(people["petugas"]), 1)
    answers = together(RACER, joining(waiting * DESKS))
    assert [set(answer) for answer in answers].count({"done"}) == 1, answers
    assert all("refused" in answer or "done" in answer for answer in answers), answers
    assert ready(batch) == 1 and CoverageMonth.select().count() == 3
    assert adds_up()


def test_places_are_not_exceeded_while_the_company_takes_some_away(people):
    batch = open_batch(people, 4)
    fewer = {"what": "places", "who": "mitra", "batch": batch.no, "places": 2}
    answers = together(RACER, [*(enrolment(number) for number in range(1, 5)), fewer])
    assert all("done" in answer or "refused" in answer for answer in answers), answers
    assert ready(batch) <= Batch.get_by_id(batch.id).places
    assert adds_up()


def test_a_bill_and_three_revocations_at_once_leave_nobody_billed_who_is_gone(people):
    batch = batch_of(people, 3, 2, first_of_month(today()))
    rows = list(BatchRow.select().where(BatchRow.batch == batch).order_by(BatchRow.id))
    bill = {"what": "bill", "who": "mitra", "batch": batch.no, "key": key()}
    gone = [{"what": "revoke", "who": "mitra_rekan", "batch": batch.no, "row": row.id} for row in rows]
    answers = together(RACER, [*gone, bill])
    assert all("done" in answer or "refused" in answer for answer in answers), answers
    revoked = sum("done" in answer for answer in answers[:-1])
    assert ready(batch) == 3 - revoked
    billed = CoverageMonth.select().where(CoverageMonth.bill.is_null(False))
    assert billed.count() == (2 * (3 - revoked) if Bill.select().exists() else 0)
    assert not billed.where(CoverageMonth.released_at.is_null(False)).exists()
    assert adds_up()


def test_taken_back_by_three_at_once_a_person_stands_in_the_batch_once(people):
    batch = batch_of(people, 1, 2, ledger.first_open_month())
    row = BatchRow.get(BatchRow.batch == batch)
    one = {"who": "mitra", "batch": batch.no, "row": row.id}
    assert together(RACER, [{"what": "revoke", **one}]) == [{"done": None}]
    assert together(RACER, [{"what": "take_back", **one}] * 3) == [{"done": None}] * 3
    assert ready(batch) == 1
    assert CoverageMonth.select().where(CoverageMonth.released_at.is_null()).count() == 2
    assert adds_up()
