"""Whom a company took on from the list of whose cover ends: known by initials until a month of the batch is paid."""

import pytest

from db.models import Batch, BatchRow, Bill, PrintRun, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import initials
from kiosk.services import (
    access,
    batch_cards,
    batch_revocations,
    batch_row_lists,
    bill_month_pages,
    card_queue,
    corrections,
    one_worker,
    print_log,
    print_runs,
    print_selection,
    succession,
)
from kiosk.services.acting import Actor, NotAllowed, Refused
from kiosk.services.batches import batch_seen_by
from kiosk.services.lapse_picks import handle_for
from kiosk.services.lapse_wishes import Wish
from kiosk.services.print_run_lookup import may_see_run
from tests.ledger_rows import live_months, pay, planned_months, somebody
from tests.services.at_once import acting, key
from tests.services.billing import billed
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())


@pytest.fixture
def mitra(people) -> Actor:
    return acting(people["mitra"])


@pytest.fixture
def picked(people, mitra) -> Worker:
    """Registered by an officer, funded by the city to the end of this month, picked by the company for the next."""
    one = worker(crowd(acting(people["petugas"]), 1)[0])
    planned_months(one, [THIS], funder=somebody("apbd"))
    succession.take_over(
        picks=[handle_for(one.id, mitra)], wish=Wish(others=True), months=1, funder_id=None,
        client_key=key(), by=mitra,
    )  # fmt: skip
    return one


def paid_for(one: Worker) -> None:
    pay([row for row in live_months() if row.worker_id == one.id and row.month == add_months(THIS, 1)])


def ways_in(by: Actor, one: Worker) -> list[bool]:
    """The same question, put to each of those who answer it."""
    return [
        access.may_see_worker(by, one),
        one in list(access.workers_in_scope(by)),
        one.id in access.seen_among(by, [one]),
        any(one in list(part) for part in access.scope_in_parts(by)),
    ]


def seen_by(people, one: Worker) -> dict[str, bool]:
    found = {
        name: ways_in(acting(people[name]), one)
        for name in ("mitra", "mitra_rekan", "mitra2", "petugas", "admin")
    }
    assert all(len(set(answers)) == 1 for answers in found.values()), found
    return {name: answers[0] for name, answers in found.items()}


def test_company_sees_the_person_only_once_a_month_is_paid_and_every_way_in_agrees(people, picked):
    others = {"mitra2": False, "petugas": True, "admin": True}
    assert seen_by(people, picked) == {"mitra": False, "mitra_rekan": False} | others
    billed(Batch.get(), acting(people["mitra"]))
    assert seen_by(people, picked)["mitra"] is False
    paid_for(picked)
    assert seen_by(people, picked) == {"mitra": True, "mitra_rekan": True} | others


def test_money_for_another_month_of_the_person_shows_nobody(people, picked):
    pay([row for row in live_months() if row.month == THIS])
    assert seen_by(people, picked)["mitra"] is False


def test_batch_names_the_person_by_initials_without_a_way_to_their_page(people, mitra, picked):
    def row(by: Actor):
        return batch_row_lists.rows_of(no=Batch.get().no, by=by)[0][0]

    first_letters = initials(picked.name)
    assert (row(mitra).name, row(mitra).reg_no, row(mitra).is_stranger) == (first_letters, "", True)
    assert (row(acting(people["admin"])).name, row(acting(people["admin"])).reg_no) == (
        picked.name,
        picked.reg_no,
    )
    paid_for(picked)
    assert (row(mitra).name, row(mitra).reg_no) == (picked.name, picked.reg_no)


@pytest.mark.parametrize("gone", ["withdrawn", "repeated", "released"])
def test_whom_the_company_let_go_of_again_it_knows_by_initials_as_before(people, mitra, picked, gone):
    row, no = BatchRow.get(), Batch.get().no
    batch_revocations.revoke(no=no, row_id=row.id, reason="Salah pilih", by=mitra)
    BatchRow.update(state=gone).execute()  # the other ways out leave the same row behind

    def seen(name: str) -> tuple[str, str]:
        shown = batch_row_lists.row_of(no=no, row_id=row.id, by=acting(people[name]))
        return shown.name, shown.reg_no

    assert seen("mitra") == seen("mitra_rekan") == (initials(picked.name), "")
    if gone == "withdrawn":
        assert seen("admin") == (picked.name, "")
        assert [one.name for one in batch_row_lists.rows_of(no=no, state=gone, by=mitra)[0]] == [
            initials(picked.name)
        ]


def test_bill_names_the_person_by_initials(people, mitra, picked):
    bill = billed(Batch.get(), mitra)

    def month(by: Actor):
        return bill_month_pages.months_of(bill=Bill.get_by_id(bill.id), by=by)[0][0]

    assert picked.name not in month(mitra).name and month(mitra).reg_no == ""
    assert month(acting(people["admin"])).name == picked.name
    paid_for(picked)
    assert (month(mitra).name, month(mitra).reg_no) == (picked.name, picked.reg_no)


def test_person_is_neither_opened_nor_corrected_nor_printed(people, mitra, picked):
    with pytest.raises(NotAllowed):
        one_worker.current_seen_by(mitra, one_worker.numbered(picked.reg_no))
    with pytest.raises(NotAllowed):
        corrections.correct(
            reg_no=picked.reg_no, values={"name": "Lain"}, reason="x", client_key=key(), seen="", by=mitra
        )
    no = Batch.get().no
    assert card_queue.count(by=mitra) == 0
    assert batch_cards.cards_of(batch_seen_by(mitra, no), mitra).to_print == 0
    chosen = print_selection.chosen_by(mitra, reg_nos=(), batch_no=no, wanted=None)
    with pytest.raises(Refused):
        print_selection.select(chosen)
    assert (
        len(print_selection.chosen_by(acting(people["admin"]), reg_nos=(), batch_no=no, wanted=None).people)
        == 1
    )


def test_run_that_the_admin_printed_opens_for_the_company_once_it_knows_everybody_in_it(
    people, mitra, picked
):
    admin = acting(people["admin"])
    asked = print_runs.print_cards(batch_no=Batch.get().no, client_key=key(), by=admin)
    run = PrintRun.get()
    assert asked and not may_see_run(mitra, run) and may_see_run(admin, run)
    assert print_log.page_of(by=mitra)[0] == []
    paid_for(picked)
    assert may_see_run(mitra, run) and len(print_log.page_of(by=mitra)[0]) == 1


def test_person_of_the_company_itself_stays_known_when_it_is_taken_on_again(people, mitra):
    one = worker(crowd(mitra, 1)[0])
    batch = Batch.create(
        no="B26-lama",
        company=mitra.company_id,
        name="Lama",
        first_month=THIS,
        months=1,
        created_by_id=mitra.user_id,
    )
    BatchRow.create(batch=batch, number=1, worker=one, state="ready")
    planned_months(one, [THIS])
    succession.take_over(
        picks=[handle_for(one.id, mitra)], wish=Wish(), months=1, funder_id=None, client_key=key(), by=mitra
    )
    again = Batch.get(Batch.no != "B26-lama")
    row = batch_row_lists.rows_of(no=again.no, by=mitra)[0][0]
    assert (row.name, row.reg_no) == (one.name, one.reg_no) and BatchRow.get(BatchRow.batch == again).picked
