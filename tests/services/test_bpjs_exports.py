"""The file of a submission: who goes along, who does not, what is written down, for whom it is."""

from io import BytesIO

import openpyxl
import pytest

from db import connection
from db.connection import writing
from db.models import AuditEvent, Company, Funder, Membership, Submission, SubmissionLine, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import bpjs_exports, bpjs_line_pages, bpjs_registrants, bpjs_typing, safe
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.merges import FROZEN_REASON
from tests.services.at_once import acting, nik
from tests.services.registering import FIRST, answered, layout, line, submission_of

ALL_FIELDS = (
    "number", "nik", "name", "birth_place", "birth_on", "sex", "mother_name", "phone", "address", "rt", "rw",
    "kelurahan", "kecamatan", "regency", "occupation", "workplace", "income", "kind", "kpj", "programme",
    "first_month", "months", "wadah_type", "funder", "npp", "reg_no",
)  # fmt: skip
NIKS = (("NIK", "nik"),)


@pytest.fixture
def made(people) -> Submission:
    return submission_of(people, 3)


def exported(by, submission: Submission, row=None) -> list[tuple]:
    row = row or layout(columns=NIKS)
    with bpjs_exports.export(no=submission.no, layout_id=row.id, by=by).file as file:
        book = openpyxl.load_workbook(BytesIO(file.read()))
    return [tuple(cell.value for cell in found) for found in book.active.iter_rows()]


def niks_in(by, submission: Submission, row=None) -> list[str]:
    return [found[0] for found in exported(by, submission, row)[1:]]


def freeze(worker_id: int) -> None:
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == worker_id).execute()


def test_every_person_stands_in_it_in_the_order_of_the_lines(admin, made):
    assert niks_in(admin, made) == [nik(1), nik(2), nik(3)]


def test_every_field_is_opened_and_written_out(admin, made):
    with writing():
        Company.update(npp="12345678").execute()
    person = line(made, 1).worker
    row = layout(columns=[(field.upper(), field) for field in ALL_FIELDS])
    values = dict(zip(ALL_FIELDS, exported(admin, made, row)[1], strict=True))
    assert values == {
        "number": "1", "nik": nik(1), "name": "Orang 00001", "birth_place": "Semarang",
        "birth_on": person.birth_on.strftime("%d-%m-%Y"), "sex": "L", "mother_name": "Sri Lestari",
        "phone": "081234567890", "address": "Jl. Kakap No. 12", "rt": "003", "rw": "007", "kelurahan": "Kauman",
        "kecamatan": "Semarang Tengah", "regency": "Kota Semarang", "occupation": "Nelayan",
        "workplace": "Pasar Johar", "income": "1000000", "kind": "BARU", "kpj": None, "programme": "JKK+JKM",
        "first_month": FIRST.strftime("%m-%Y"), "months": "3", "wadah_type": "SC", "funder": "PT Sinar Pesisir",
        "npp": "12345678", "reg_no": person.reg_no,
    }  # fmt: skip


def test_who_lives_elsewhere_has_the_own_regency_and_who_earns_more_the_own_income(people, admin):
    made = submission_of(people, 1, kelurahan=None, home_regency="Kabupaten Demak", income=2_500_000)
    row = layout(columns=[("NIK", "nik"), ("K", "kelurahan"), ("KOTA", "regency"), ("UPAH", "income")])
    assert exported(admin, made, row)[1][1:] == (None, "Kabupaten Demak", "2500000")


def test_who_has_a_kpj_goes_on_with_it_whoever_noted_it(admin, made):
    first, second = line(made, 1), line(made, 2)
    with writing():
        SubmissionLine.update(continued=True).where(SubmissionLine.id.in_([first.id, second.id])).execute()
        own = safe.seal("26000000001", safe.KPJ)
        Worker.update(kpj_sealed=own).where(Worker.id == first.worker_id).execute()
        kpj = "26000000002"
        sealed, hashed = safe.seal(kpj, safe.KPJ), safe.index(kpj, safe.KPJ)
        Membership.create(worker=second.worker_id, kpj_sealed=sealed, kpj_hash=hashed, source="answer")
    row = layout(columns=[("NIK", "nik"), ("JENIS", "kind"), ("KPJ", "kpj")])
    assert [found[1:] for found in exported(admin, made, row)[1:]] == [
        ("LANJUTAN", "26000000001"), ("LANJUTAN", "26000000002"), ("BARU", None),
    ]  # fmt: skip


def test_who_has_a_kpj_only_since_the_line_was_made_is_continued_in_file_portal_and_list(admin, made):
    kinds = [("NIK", "nik"), ("JENIS", "kind"), ("KPJ", "kpj")]
    row, number = layout(columns=kinds), "26000000001"
    has = {"kpj_sealed": safe.seal(number, safe.KPJ), "kpj_hash": safe.index(number, safe.KPJ)}
    with writing():
        Worker.update(has).where(Worker.id == line(made, 2).worker_id).execute()
        SubmissionLine.update(continued=True).where(SubmissionLine.number == 3).execute()  # it had one then
    assert [found[1:] for found in exported(admin, made, row)[1:]] == [
        ("BARU", None), ("LANJUTAN", number), ("BARU", None),
    ]  # fmt: skip
    typed = bpjs_typing.shown(no=made.no, number=2, layout_id=row.id, by=admin)
    assert [field.value for field in typed.fields][1:] == ["LANJUTAN", number]
    shown, _follows = bpjs_line_pages.lines_page(made)
    assert [one.continued for one in shown] == [False, True, False]


def test_line_that_is_answered_keeps_what_it_was_asked_as(admin, made):
    with writing():
        Worker.update(kpj_sealed=safe.seal("26000000001", safe.KPJ)).execute()
    answered(made, 1)
    shown, _follows = bpjs_line_pages.lines_page(made)
    assert [one.continued for one in shown] == [False, True, True]


def test_who_was_answered_about_or_taken_out_or_is_frozen_does_not_go_along(people, admin):
    made = submission_of(people, 5)
    answered(made, 1)
    answered(made, 2, "rejected")
    answered(made, 3, "dropped")
    freeze(line(made, 4).worker_id)
    assert niks_in(admin, made) == [nik(5)]
    page = bpjs_exports.page_of(no=made.no, by=admin)
    assert (page.going, page.answered, page.held_back_count) == (1, 2, 1)
    assert [(one.number, one.name) for one in page.held_back] == [(4, "Orang 00004")]
    assert "dibekukan" in page.held_back[0].why


def test_person_who_was_merged_goes_along_under_the_number_in_force(people, admin):
    made, other = submission_of(people, 1), submission_of(people, 1, no="D26-UJ1UJ2", numbered=2)
    right = line(other, 1).worker_id
    with writing():
        wrong = {"merged_into": right, "frozen_at": utc_now(), "frozen_reason": FROZEN_REASON}
        Worker.update(wrong).where(Worker.id == line(made, 1).worker_id).execute()
    assert niks_in(admin, made) == [nik(2)]


def test_making_it_is_one_line_of_the_trail_with_layout_and_people_and_no_number(admin, made):
    exported(admin, made)
    [event] = AuditEvent.select()
    assert (event.action, event.subject_kind, event.subject) == ("bpjs.diekspor", "pengajuan", made.no)
    assert event.detail == {"susunan": "Cabang Pemuda", "orang": 3}


def test_file_is_named_by_the_submission_alone(admin, made):
    made_file = bpjs_exports.export(no=made.no, layout_id=layout().id, by=admin)
    made_file.file.close()
    assert (made_file.name, made_file.lines) == ("pendaftaran-D26-UJ1UJ1", 3)


def test_nothing_is_made_and_noted_when_nobody_goes_along_or_it_was_cancelled(admin, made):
    row = layout(columns=NIKS)
    with writing():
        SubmissionLine.update(state="accepted").execute()
    with pytest.raises(Refused, match="Tidak ada orang yang masih diajukan"):
        exported(admin, made, row)
    with writing():
        SubmissionLine.update(state="asked").execute()
        Submission.update(cancelled_at=utc_now()).execute()
    with pytest.raises(Refused, match="sudah dibatalkan"):
        exported(admin, made, row)
    assert AuditEvent.select().count() == 0


def test_layout_that_is_not_in_use_is_refused(admin, made):
    row = layout(columns=NIKS)
    row.active = False
    row.save()
    for number in (row.id, row.id + 1, None):
        with pytest.raises(bpjs_exports.NoLayout):
            bpjs_exports.export(no=made.no, layout_id=number, by=admin)


@pytest.mark.parametrize("who", ["auditor", "petugas", "mitra"])
def test_file_is_for_the_admin_only(people, made, who):
    with pytest.raises(NotAllowed):
        bpjs_exports.export(no=made.no, layout_id=layout().id, by=acting(people[who]))
    assert AuditEvent.select().count() == 0


def test_auditor_sees_the_page_and_an_officer_does_not(people, admin, made):
    assert bpjs_exports.page_of(no=made.no, by=acting(people["auditor"])).going == 3
    with pytest.raises(NotAllowed):
        bpjs_exports.page_of(no=made.no, by=acting(people["petugas"]))
    with pytest.raises(NotThere):
        bpjs_exports.page_of(no="D26-000000", by=admin)


@pytest.fixture
def statements(monkeypatch):
    """How many the database is asked while `act` runs."""

    def count(act) -> int:
        real, asked = connection.database.obj, []
        run = real.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
            act()
        return len(asked)

    return count


def test_each_chunk_of_lines_costs_the_same_few_queries(people, admin, statements, monkeypatch):
    monkeypatch.setattr(bpjs_registrants, "AT_ONCE", 5)
    row, counted = layout(columns=NIKS), []
    for at, count in enumerate((5, 10, 15)):
        made = submission_of(people, count, no=f"D26-UJ1UJ{at}", numbered=1 + at * 100)
        exported(admin, made, row)
        counted.append(statements(lambda made=made: exported(admin, made, row)))
    assert counted[1] - counted[0] == counted[2] - counted[1] <= 2


def test_funder_without_a_company_has_no_npp(people, admin, made):
    with writing():
        city = Funder.create(name="APBD Kota Semarang", kind="apbd", wadah_type="SG")
        Submission.update(funder=city).execute()
    row = layout(columns=[("NIK", "nik"), ("NPP", "npp"), ("DANA", "funder")])
    assert exported(admin, made, row)[1][1:] == (None, "APBD Kota Semarang")
