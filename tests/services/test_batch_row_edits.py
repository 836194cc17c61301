"""A wrong row mended in place: checked and taken in as its sheet was, once, and never over somebody else's change."""

import pytest

from db.models import AuditEvent, Batch, BatchRow, CoverageMonth, Worker
from kiosk.domain.clock import add_months
from kiosk.services import (
    access,
    batch_faults,
    batch_left_out,
    batch_pages,
    batch_row_edits,
    batch_row_lists,
    batch_withdrawals,
    batches,
    ledger,
    safe,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.batch_row_cells import cells_of
from kiosk.services.batch_row_edits import RowChanged
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.crowd import crowd, worker
from tests.web.desk import SHEETS

MONTHS = 3
HEADINGS = "NIK;Nama;Kelurahan;Pekerjaan;Tanggal Lahir;Catatan HRD"


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def opened(by, *rows: str, name: str = "daftar.csv") -> str:
    """The number of a batch whose sheet has these rows."""
    content = "\n".join([HEADINGS, *rows]).encode()
    return opened_with(by, (name, content))


def opened_with(by, sheet: tuple[str, bytes]) -> str:
    wish = batches.NewBatch(name="Uji", first_month=ledger.first_open_month(), months=MONTHS, sheet=sheet)
    return batches.open_batch(wish=wish, client_key=key(), by=by)


def wrong_rows(no: str) -> list[BatchRow]:
    rows = BatchRow.select().join(Batch).where(Batch.no == no, BatchRow.state == "wrong")
    return list(rows.order_by(BatchRow.id))


def mend(no: str, row: BatchRow, by, *, seen: str | None = None, client_key: str = "", **entered) -> str:
    """What a form would send: everything as it is kept, and what was typed."""
    form = batch_row_edits.wrong_row(no=no, row_id=row.id, by=by)
    return batch_row_edits.mend_row(
        no=no,
        row_id=row.id,
        entered={**form.cells, "kelurahan": "", "occupation": "", **entered},
        seen=form.seen if seen is None else seen,
        client_key=client_key or key(),
        by=by,
    )


def counts(no: str, by) -> dict[str, int]:
    return batch_pages.file_of(no=no, by=by).counts


def test_a_mended_row_is_taken_in_like_any_other(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng;Sampangan;Nelayan;;", f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;lama")
    (row,) = wrong_rows(no)
    before = batch_pages.file_of(no=no, by=mitra).price.amount
    assert mend(no, row, mitra, nik=nik(2)) == "ready"
    file = batch_pages.file_of(no=no, by=mitra)
    assert (file.counts["ready"], file.counts["wrong"], file.price.amount) == (2, 0, 2 * before)
    row = BatchRow.get_by_id(row.id)
    assert (row.faults, row.edited_by_id, row.number) == ("", mitra.user_id, 3)
    assert safe.open_text(row.worker.nik_sealed, safe.NIK) == nik(2)
    assert CoverageMonth.select().where(CoverageMonth.worker == row.worker).count() == MONTHS
    line = AuditEvent.get(AuditEvent.action == "batch.baris_diperbaiki")
    assert (line.subject, line.detail) == (no, {"baris": 3, "hasil": "ready"})


def test_a_row_still_wrong_keeps_what_was_entered_and_says_what_is_wrong_now(mitra):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    assert row.faults == "|nik_length|"
    assert mend(no, row, mitra, nik=nik(2), name="Siti 漢") == "wrong"
    row = BatchRow.get_by_id(row.id)
    assert row.faults == "|name_strange|"
    assert cells_of(row)["name"] == "Siti 漢"
    assert Worker.select().count() == 0


def test_kelurahan_and_occupation_are_chosen_by_their_codes(mitra):
    no = opened(mitra, f"{nik(2)};Siti;Mangunharjo;Pelaut;;")
    (row,) = wrong_rows(no)
    assert set(batch_faults.codes_in(row.faults)) == {"kelurahan_twice", "occupation_unknown"}
    assert mend(no, row, mitra, kelurahan="33.74.10.1003", occupation="nelayan") == "ready"
    worker = BatchRow.get_by_id(row.id).worker
    assert (worker.kelurahan_id, worker.occupation_id) == ("33.74.10.1003", "nelayan")


def test_a_nik_that_excel_rounded_is_not_believed_until_it_is_typed_anew(mitra):
    sheet = "03-nik-sebagai-angka.xlsx"
    no = opened_with(mitra, (sheet, (SHEETS / sheet).read_bytes()))
    row = next(row for row in wrong_rows(no) if cells_of(row)["nik"].isdigit())
    assert mend(no, row, mitra, name="Nama Baru") == "wrong"
    assert BatchRow.get_by_id(row.id).faults == "|nik_rounded|"
    assert mend(no, BatchRow.get_by_id(row.id), mitra, nik=nik(5)) == "ready"


def test_a_nik_that_stands_in_the_batch_already_names_the_row_it_repeats(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng;Sampangan;Nelayan;;", f"{nik(2)[:15]};Sugeng;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    assert mend(no, row, mitra, nik=nik(1)) == "wrong"
    row = BatchRow.get_by_id(row.id)
    assert (row.faults, row.worker_id) == ("|nik_repeated|", None)
    assert row.findings[0]["params"] == {"row": 2}
    assert CoverageMonth.select().count() == MONTHS


def test_the_same_form_twice_mends_once_and_another_content_is_refused(mitra):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    once, form = key(), batch_row_edits.wrong_row(no=no, row_id=row.id, by=mitra)
    typed = {**form.cells, "nik": nik(2)}

    def send(**other):
        return batch_row_edits.mend_row(
            no=no, row_id=row.id, entered=typed | other, seen=form.seen, client_key=once, by=mitra
        )

    assert [send(), send()] == ["ready", "ready"]
    assert Worker.select().count() == 1
    with pytest.raises(KeyInUse):
        send(name="Orang Lain")


def test_two_people_at_one_row_at_once_mend_it_once_and_the_other_is_told(people):
    staff = [acting(people[name]) for name in ("mitra", "mitra_rekan")]
    no = opened(staff[0], f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    seen = batch_row_edits.wrong_row(no=no, row_id=row.id, by=staff[0]).seen
    answers = all_at_once(
        lambda by=by, number=number: mend(no, row, by, seen=seen, nik=nik(number))
        for number, by in enumerate(staff, 2)
    )
    assert sorted(type(answer) for answer in answers if answer != "ready") == [RowChanged]
    assert Worker.select().count() == 1


def test_mended_on_the_page_and_in_a_sheet_at_once_it_is_one_person(mitra):
    no = opened(mitra, *(f"{nik(number)[:15]};Siti;Sampangan;Nelayan;;" for number in range(2, 8)))
    rows = wrong_rows(no)
    mended = "\n".join([HEADINGS, *(f"{nik(number)};Siti;Sampangan;Nelayan;;" for number in range(2, 8))])
    sheet = ("diperbaiki.csv", mended.encode())
    answers = all_at_once(
        [
            lambda: batches.add_sheet(no=no, sheet=sheet, client_key=key(), by=mitra),
            *(
                lambda row=row, number=number: mend(no, row, mitra, nik=nik(number))
                for number, row in enumerate(rows, 2)
            ),
        ]
    )
    faults = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(fault, Refused) for fault in faults), faults
    assert (counts(no, mitra)["ready"], counts(no, mitra)["wrong"]) == (6, 0)
    assert Worker.select().count() == 6


def test_somebody_whom_another_funds_is_said_to_be_funded_when_the_nik_is_mended(people, mitra):
    other = acting(people["mitra2"])
    opened(other, f"{nik(2)};Siti;Sampangan;Nelayan;;")
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    assert mend(no, row, mitra, nik=nik(2)) == "funded"
    assert counts(no, mitra)["funded"] == 1
    assert batch_row_lists.row_of(no=no, row_id=row.id, by=mitra).free.months == ()


def test_a_row_is_left_out_and_taken_back(mitra):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    for _time in range(2):
        batch_left_out.leave_out(no=no, row_id=row.id, by=mitra)
    file = batch_pages.file_of(no=no, by=mitra)
    assert (file.counts["wrong"], file.counts["total"]) == (0, 0)
    assert batch_faults.left_out_in(file.batch) == 1
    with pytest.raises(RowChanged):
        mend(no, row, mitra, seen="wrong.", nik=nik(2))
    batch_left_out.take_back(no=no, row_id=row.id, by=mitra)
    assert counts(no, mitra)["wrong"] == 1
    assert mend(no, row, mitra, nik=nik(2)) == "ready"
    with pytest.raises(Refused):
        batch_left_out.leave_out(no=no, row_id=row.id, by=mitra)


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor", "donatur", "opd"])
def test_a_stranger_mends_nothing(people, mitra, name):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    by = acting(people[name])
    with pytest.raises(NotAllowed):
        batch_row_edits.mend_row(
            no=no, row_id=row.id, entered={"nik": nik(2)}, seen="wrong.", client_key=key(), by=by
        )
    with pytest.raises(NotAllowed):
        batch_left_out.leave_out(no=no, row_id=row.id, by=by)
    assert counts(no, mitra)["wrong"] == 1


def test_a_row_is_found_in_its_own_batch_only(mitra):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    other = opened(mitra, f"{nik(3)};Sugeng;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    for look in (batch_row_edits.wrong_row, batch_row_lists.row_of):
        with pytest.raises(NotThere):
            look(no=other, row_id=row.id, by=mitra)
    with pytest.raises(NotThere):
        batch_left_out.leave_out(no=other, row_id=row.id, by=mitra)


def test_nothing_is_mended_once_the_first_month_is_over(mitra):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    Batch.update(first_month=add_months(ledger.first_open_month(), -1)).where(Batch.no == no).execute()
    assert not batch_row_edits.wrong_row(no=no, row_id=row.id, by=mitra).may_mend
    with pytest.raises(Refused):
        mend(no, row, mitra, nik=nik(2))


def test_kinds_are_counted_by_every_fault_of_a_row(mitra):
    no = opened(
        mitra,
        f"{nik(1)[:15]};Siti;Sampangan;Nelayan;;",
        f"{nik(2)[:14]};Sugeng;Sampangan;Pelaut;;",
        f"{nik(3)};Budi;Mangunharjo;Pelaut;;",
        f"{nik(4)};Budi;Mangunharjo;Pelaut;;",
    )
    batch = Batch.get(Batch.no == no)
    assert {kind.code: kind.rows for kind in batch_faults.kinds_of(batch)} == {
        "occupation_unknown": 3,
        "nik_length": 2,
        "kelurahan_twice": 2,
    }
    rows, _more = batch_row_lists.rows_of(no=no, state="wrong", fault="kelurahan_twice", by=mitra)
    assert [row.number for row in rows] == [4, 5]
    left = next(row for row in wrong_rows(no) if row.number == 4)
    batch_left_out.leave_out(no=no, row_id=left.id, by=mitra)
    assert {kind.code: kind.rows for kind in batch_faults.kinds_of(batch)}["kelurahan_twice"] == 1


def test_a_repeated_nik_that_gets_another_name_still_names_its_row(mitra):
    no = opened(mitra, f"{nik(1)};Sugeng Riyadi;Sampangan;Nelayan;;", f"{nik(1)};Tono;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    assert (row.faults, row.findings[0]["params"]) == ("|nik_repeated|", {"row": 2})
    assert mend(no, row, mitra, name="Nama Lain Sekali") == "wrong"
    row = BatchRow.get_by_id(row.id)
    assert (row.faults, row.findings[0]["params"]) == ("|nik_repeated|", {"row": 2})
    assert "atas nama lain" in row.findings[0]["message"]


def test_a_nik_of_somebody_who_is_in_no_row_of_the_batch_is_said_as_before(mitra):
    opened(mitra, f"{nik(1)};Sugeng Riyadi;Sampangan;Nelayan;;")
    no = opened(mitra, f"{nik(1)[:15]};Nama Lain Sekali;Sampangan;Nelayan;;", name="lain.csv")
    (row,) = wrong_rows(no)
    assert mend(no, row, mitra, nik=nik(1)) == "wrong"
    assert BatchRow.get_by_id(row.id).faults == "|nik_of_another|"


def test_a_batch_withdrawn_while_the_row_is_being_saved_takes_nobody_in(mitra, monkeypatch):
    no = opened(mitra, f"{nik(2)[:15]};Siti;Sampangan;Nelayan;;")
    (row,) = wrong_rows(no)
    looked = batch_row_edits.open_for_mending

    def and_a_withdrawal(*asked):
        batch = looked(*asked)
        batch_withdrawals.withdraw(no=no, why="", by=mitra)
        return batch

    monkeypatch.setattr(batch_row_edits, "open_for_mending", and_a_withdrawal)
    with pytest.raises(Refused) as refusal:
        mend(no, row, mitra, nik=nik(2))
    assert refusal.value.message == batch_row_edits.CLOSED
    assert BatchRow.get_by_id(row.id).state == "wrong"
    assert not Worker.select().exists() and not CoverageMonth.select().exists()


def test_a_row_mended_to_the_nik_of_somebody_enrolled_at_the_desk_since_opens_nobody(people, mitra):
    petugas = acting(people["petugas"])
    rows = "\n".join([HEADINGS, "12;Orang Satu;Kauman;Nelayan;;"]).encode()
    wish = batches.NewBatch(
        "CSR", ledger.first_open_month(), 1, company_id=mitra.company_id, sheet=("hrd.csv", rows)
    )
    no = batches.open_batch(wish=wish, client_key=key(), by=petugas)
    one = worker(crowd(petugas, 1)[0])
    name, number = one.name, safe.open_text(one.nik_sealed, safe.NIK)
    assert mend(no, wrong_rows(no)[0], petugas, nik=number, name=name) == "ready"
    assert BatchRow.get(BatchRow.state == "ready").worker == one
    assert not access.may_see_worker(mitra, one)
