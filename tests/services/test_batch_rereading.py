"""A sheet read anew after its columns were explained: cut off anywhere, beside others, the ledger stays whole."""

import io

import pytest
from xlsxwriter import Workbook

from db.models import Batch, BatchRow, Card, ColumnMap, Commitment, CoverageMonth, Job, Upload, Worker
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.files.heading_rows import Place
from kiosk.services import (
    access,
    batch_column_pages,
    batch_columns,
    batch_replacements,
    batch_rereading,
    batches,
    invariants,
    ledger,
    queue,
)
from kiosk.services.batch_replacement_plans import plan_of
from kiosk.services.batch_successors import NAMED, WAITING, ReplaceWish
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.billing import billed, pay
from tests.services.crowd import crowd
from tests.web.desk import KAUMAN

PEOPLE = 7
RIGHT = ("nik", "mother_name", "name", "kelurahan", "occupation")
HEADINGS = "NIK;Nama;Panggilan;Kelurahan;Pekerjaan"


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr(batch_rereading, "ROWS_AT_ONCE", 2)


def sheet_of(numbers) -> bytes:
    """The people's own names stand under *Panggilan*, their mothers' under *Nama*."""
    rows = [
        f"{nik(number)};Ibu {chr(65 + number)}ati;Pak {chr(65 + number)}manto;Sampangan;Nelayan"
        for number in numbers
    ]
    return "\n".join([HEADINGS, *rows]).encode()


def opened(by, numbers=range(PEOPLE), *, months: int = 3) -> str:
    wish = batches.NewBatch("CSR", ledger.first_open_month(), months, sheet=("hrd.csv", sheet_of(numbers)))
    return batches.open_batch(wish=wish, client_key=key(), by=by)


def explain(no: str, by, fields=RIGHT) -> None:
    upload = Upload.get(Upload.batch == Batch.get(Batch.no == no))
    file = batch_column_pages.columns_of(no=no, number=upload.id, place=None, by=by)
    batch_columns.settle(
        no=no, number=upload.id, found=file.preview, fields=dict(enumerate(fields)), client_key=key(), by=by
    )


def state() -> tuple:
    """What there is, without the numbers that are drawn by chance."""
    rows = BatchRow.select().order_by(BatchRow.number)
    live = CoverageMonth.select().where(CoverageMonth.released_at.is_null())
    return (
        [(row.number, row.state, row.worker.name) for row in rows],
        live.count(),
        Commitment.select().where(Commitment.ended_at.is_null()).count(),
        Worker.select().where(Worker.frozen_at.is_null(False)).count(),
    )


def proven() -> list:
    """What does not hold, other than how the tests' own database writes to its disk."""
    return [proof for proof in invariants.prove() if proof.broken and proof.invariant.code != "durable"]


def test_everybody_is_read_anew_and_the_ledger_is_whole(mitra):
    no = opened(mitra)
    explain(no, mitra)
    rows, live, commitments, frozen = state()
    assert [name for _number, _state, name in rows] == [f"Pak {chr(65 + n)}manto" for n in range(PEOPLE)]
    assert (live, commitments, frozen) == (PEOPLE * 3, PEOPLE, 0)
    assert proven() == []


@pytest.mark.parametrize("dies_after", range(1, 9))
def test_cut_off_anywhere_and_taken_up_again_it_is_the_same(mitra, monkeypatch, dies_after):
    no = opened(mitra)
    left = [dies_after]

    class Killed(BaseException):
        """Nobody catches it, as a process that dies."""

    real = batch_rereading._take_back_some

    def dies(*given):
        left[0] -= 1
        if not left[0]:
            raise Killed
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(batch_rereading, "_take_back_some", dies)
        try:
            explain(no, mitra)
        except Killed:
            assert Upload.get().state == "stored"
    for job in list(Job.select().where(Job.state == "running")):
        Job.update(state="waiting").where(Job.id == job.id).execute()
        queue.run_job(job.id)
    rows, live, commitments, frozen = state()
    assert [(number, how) for number, how, _name in rows] == [(n + 2, "ready") for n in range(PEOPLE)]
    assert {name[:4] for _number, _state, name in rows} == {"Pak "}
    assert (live, commitments, frozen, Upload.get().state) == (PEOPLE * 3, PEOPLE, 0, "read")
    assert proven() == []


def test_person_with_a_card_is_not_set_aside(mitra):
    opened(mitra, range(1))
    worker = Worker.get()
    Card.create(worker=worker, serial="K26-AAAAAA", token="t" * 22, created_by_id=mitra.user_id)
    batch_rereading.take_back(Upload.get(), by=mitra, progress=lambda done, total: None)
    assert (Worker.get().frozen_at, BatchRow.select().count()) == (None, 0)


def test_person_another_batch_stands_for_is_not_set_aside(mitra, people):
    no = opened(mitra, range(1), months=1)
    wish = batches.NewBatch("Lain", ledger.first_open_month(), 6, sheet=("lain.csv", sheet_of(range(1))))
    batches.open_batch(wish=wish, client_key=key(), by=acting(people["mitra2"]))  # told that a month is taken
    batch_rereading.take_back(
        Upload.get(Upload.batch == Batch.get(Batch.no == no)), by=mitra, progress=lambda done, total: None
    )
    assert Worker.get().frozen_at is None


def test_whom_nobody_brings_again_is_freed_by_another_company_s_sheet(mitra, people):
    opened(mitra, range(1))
    batch_rereading.take_back(Upload.get(), by=mitra, progress=lambda done, total: None)
    assert Worker.get().frozen_reason == batch_rereading.MISREAD
    opened(acting(people["mitra2"]), range(1))
    assert (Worker.get().frozen_at, BatchRow.get().state) == (None, "ready")


def test_two_who_explain_at_once_are_answered_one_after_the_other(mitra, people):
    no = opened(mitra)
    rekan = acting(people["mitra_rekan"])
    answers = all_at_once([lambda: explain(no, mitra), lambda: explain(no, rekan)])
    assert sorted(map(bool, answers)) in ([False, True], [False, False])
    rows, live, _commitments, frozen = state()
    assert (len(rows), live, frozen) == (PEOPLE, PEOPLE * 3, 0)
    assert ColumnMap.select().count() == 2
    assert proven() == []


def replaced(no: str, row: BatchRow, by, **who) -> BatchRow:
    """The row of who took the place."""
    first = max(row.batch.first_month, add_months(first_of_month(today()), 1))
    wish = ReplaceWish(reason="twice", first_month=first, **who)
    where = {"no": no, "row_id": row.id, "wish": wish}
    seen = plan_of(**where, by=by).mark
    batch_replacements.replace(**where, seen=seen, note="", client_key=key(), by=by)
    return BatchRow.get(BatchRow.replaces == row.id)


def test_row_whose_place_went_to_somebody_and_came_back_stays_and_the_sheet_is_read(mitra, admin, petugas):
    no = opened(mitra)
    bill = billed(Batch.get(), mitra)
    pay(bill, bill.amount, admin)
    crowd(petugas, 1, numbered=30)
    first = BatchRow.select().order_by(BatchRow.id).first()
    other = replaced(no, first, mitra, how=WAITING, kelurahan=KAUMAN)
    again = replaced(no, other, mitra, how=NAMED, number=first.worker.reg_no)
    explain(no, mitra)
    assert (Upload.get().state, Job.get(Job.kind == "batch.read_sheet").state) == ("read", "done")
    assert BatchRow.get_by_id(first.id).state == "repeated"
    assert (again.worker_id, BatchRow.get_by_id(again.id).state) == (first.worker_id, "ready")
    assert proven() == []


def test_people_of_a_sheet_that_the_admin_explained_are_its_company_s(people, mitra, admin):
    no = opened(mitra)
    explain(no, admin)
    rows = list(BatchRow.select().where(BatchRow.state == "ready"))
    assert len(rows) == PEOPLE and {row.worker.enrolled_by_id for row in rows} == {mitra.user_id}
    assert all(access.may_see_worker(mitra, row.worker) for row in rows)
    assert not any(access.may_see_worker(acting(people["mitra2"]), row.worker) for row in rows)


def test_a_row_that_stays_from_another_tab_hides_nobody_of_the_right_one(mitra):
    """Explained by the second tab, *Nama* is the mother's name: the first tab is not the one any more."""
    lama = [["NIK", "Nama", "Pekerjaan", "Kelurahan"], [nik(1), "Lama Sekali", "Nelayan", "Kauman"]]
    baru = [["NIK", "Nama", "Panggilan", "Pekerjaan", "Kelurahan"]]
    baru += [[nik(2), "Sumini", "Budi Santoso", "Nelayan", "Kauman"]]
    baru += [[nik(3), "Sumarni", "Citra Lestari", "Nelayan", "Kauman"]]
    sheet = ("hrd.xlsx", workbook(Lama=lama, Baru=baru))
    wish = batches.NewBatch("CSR", ledger.first_open_month(), 1, sheet=sheet)
    no = batches.open_batch(wish=wish, client_key=key(), by=mitra)
    by_hand = {"edited_at": utc_now(), "edited_by_id": mitra.user_id}
    assert BatchRow.update(by_hand).where(BatchRow.sheet_name == "Lama").execute() == 1
    upload = Upload.get()
    file = batch_column_pages.columns_of(no=no, number=upload.id, place=Place(2, 1), by=mitra)
    fields = dict(enumerate(("nik", "mother_name", "name", "occupation", "kelurahan")))
    batch_columns.settle(
        no=no, number=upload.id, found=file.preview, fields=fields, client_key=key(), by=mitra
    )
    ready = BatchRow.select().where(BatchRow.state == "ready")
    assert {row.worker.name for row in ready} == {"Lama Sekali", "Budi Santoso", "Citra Lestari"}


def workbook(**tabs) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        for tab, lines in tabs.items():
            page = book.add_worksheet(tab)
            for at, line in enumerate(lines):
                page.write_row(at, 0, line)
    return stream.getvalue()
