"""A list too long to wait for: asked for, written by the worker, taken by who asked or a colleague, thrown away."""

import io
import json

import openpyxl
import pytest

from db.models import AuditEvent, CoverageSheet, Job, User, Worker
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.domain.coverage_looks import STATES
from kiosk.files import coverage_sheets as files
from kiosk.services import (
    coverage_lists,
    coverage_long_sheets,
    coverage_people,
    coverage_people_sheets,
    queue,
    safe,
)
from kiosk.services.coverage_lists import Wish
from tests.services.at_once import acting
from tests.web.desk import BY_HTMX, coverage_sheet, in_english, key, send

ASK = "/cakupan/lembar"
ENROLLED = "keadaan=terdaftar"


@pytest.fixture
def long(city, monkeypatch):
    """Every list of more than three is long; few rows are read, and few bytes sealed, at a time."""
    monkeypatch.setattr(coverage_people_sheets, "AT_ONCE", 3)
    monkeypatch.setattr(coverage_people_sheets, "ROWS_PER_SIGN_OF_LIFE", 2)
    monkeypatch.setattr(coverage_people, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(coverage_long_sheets, "PIECE", 1_000)
    return city


def written(client, filters: str = ENROLLED) -> str:
    no = coverage_sheet(client, filters)
    queue.run_waiting_tasks()
    return no


def take(client, no: str):
    return send(client, f"{ASK}/{no}.xlsx")


def names_in(answer) -> list[str]:
    assert answer.status_code == 200, answer.text[:300]
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [row[1].value for row in page.iter_rows(min_row=4)]


def test_a_long_list_is_asked_for_written_and_taken_whole(client_for, long, visit):
    admin = client_for("admin")
    page = visit(admin, f"/cakupan/orang?{ENROLLED}").text
    assert "Minta lembar daftar ini (XLSX)" in page and "Unduh daftar ini (XLSX)" not in page
    no = coverage_sheet(admin)
    waiting = visit(admin, f"{ASK}/{no}").text
    assert "Orang yang sudah ditulis" in waiting and 'hx-get="/cakupan/lembar/' in waiting
    assert "Unduh lembar ini" not in waiting and take(admin, no).status_code == 422
    queue.run_waiting_tasks()
    ready = visit(admin, f"{ASK}/{no}").text
    assert 'id="people-total" value="11"' in ready and "Unduh lembar ini" in ready
    assert "siap diunduh sampai" in visit(admin, f"/cakupan/orang?{ENROLLED}").text
    answer = take(admin, no)
    names = names_in(answer)
    assert len(names) == 11 and names.count("(data dibekukan)") == 1
    assert set(names) - {"(data dibekukan)"} == {one.name for one in Worker.select() if one.frozen_at is None}
    assert f"cakupan-terdaftar-{no.lower()}.xlsx" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(CoverageSheet.get().paths) > 1


def test_it_is_as_long_as_its_figure_and_narrowed_as_its_page(client_for, long):
    admin = client_for("admin")
    no = written(admin, "keadaan=terlindungi&kecamatan=33.74.01")
    assert sorted(names_in(take(admin, no))) == sorted(one.name for one in long.protected)
    assert CoverageSheet.get().people == 4


@pytest.mark.parametrize("state", STATES)
def test_each_list_is_read_to_its_end_in_its_order(long, people, state):
    wish = Wish(state, month=first_of_month(today()))
    whole = [line.reg_no for line in coverage_lists.everyone(wish)]
    page = coverage_lists.page_of(wish=wish, by=acting(people["auditor"])).lines
    assert whole == [line.reg_no for line in page] and len(whole) == coverage_lists.total_of(wish)


def test_no_identity_number_is_in_it_nor_in_what_is_kept_of_it(client_for, long):
    auditor = client_for("auditor")
    no = written(auditor)
    page = openpyxl.load_workbook(io.BytesIO(take(auditor, no).data)).active
    said = " ".join(str(cell.value) for row in page.iter_rows() for cell in row)
    kept = json.dumps([CoverageSheet.get().wish, Job.get(Job.kind == coverage_long_sheets.JOB).arguments])
    kept += " ".join(json.dumps(event.detail) for event in AuditEvent.select())
    for one in Worker.select():
        nik = safe.open_text(one.nik_sealed, safe.NIK)
        assert nik not in said and nik not in kept
    assert not any(one.name in kept for one in long.protected)
    assert "3374••••••••" in said


def test_what_lies_on_the_disk_is_sealed(client_for, long, app):
    written(client_for("admin"))
    assert not any(
        one.name.encode() in path.read_bytes() or path.read_bytes().startswith(b"PK")
        for one in long.protected
        for path in safe.handed_on()[1].rglob("*.sealed")
    )


def test_who_asked_and_a_colleague_take_it_nobody_else(client_for, people, long):
    admin = client_for("admin")
    no = written(admin)
    User.update(role="admin").where(User.id == people["petugas2"].id).execute()
    found = {
        name: take(client_for(name), no).status_code for name in ("petugas2", "auditor", "opd", "petugas")
    }
    assert found == {"petugas2": 200, "auditor": 403, "opd": 403, "petugas": 403}
    seen = client_for("auditor").get(f"{ASK}/{no}")
    assert seen.status_code == 200 and "Unduh lembar ini" not in seen.text
    events = AuditEvent.select().where(AuditEvent.action == "cakupan.orang_diunduh")
    assert [(event.user_id, event.subject) for event in events] == [(people["petugas2"].id, no)]
    asked = AuditEvent.get(AuditEvent.action == "cakupan.orang_diminta")
    assert (asked.user_id, asked.subject, asked.detail["orang"]) == (people["admin"].id, no, 11)
    assert take(admin, "C26-TIDAK0").status_code == 404


def test_sent_twice_is_asked_once(client_for, long):
    admin, fields = client_for("admin"), {"client_key": key(), "filters": ENROLLED}
    first, second = (send(admin, ASK, fields).location for _ in range(2))
    assert (
        first == second == send(admin, ASK, {**fields, "client_key": key()}).location
    )  # still in the making
    assert send(admin, ASK, {**fields, "filters": "keadaan=menunggak"}).status_code == 409
    assert CoverageSheet.select().count() == 1
    queue.run_waiting_tasks()
    assert send(admin, ASK, {**fields, "client_key": key()}).location != first


def test_without_a_key_nothing_is_asked(client_for, long):
    answer = send(client_for("admin"), ASK, {"filters": ENROLLED})
    assert answer.status_code == 422 and "Tekan sekali lagi" in answer.text
    assert not CoverageSheet.select().exists()
    assert client_for("admin").get(ASK).location == "/cakupan/orang"


def test_polls_until_it_is_there(client_for, long):
    admin = client_for("admin")
    no = coverage_sheet(admin)
    piece = admin.get(f"{ASK}/{no}", headers=BY_HTMX)
    assert piece.status_code == 200 and "<html" not in piece.text and 'id="progress"' in piece.text
    queue.run_waiting_tasks()
    assert admin.get(f"{ASK}/{no}", headers=BY_HTMX).headers["HX-Redirect"] == f"{ASK}/{no}"


def test_numbers_are_written_one_way_in_both_languages(client_for, long):
    admin = client_for("admin")
    no = coverage_sheet(admin)
    Job.update(done=1_301, total=2_602).where(Job.id == CoverageSheet.get().job_id).execute()
    assert "1.301 dari 2.602" in admin.get(f"{ASK}/{no}").text
    in_english(admin)
    assert "1.301 of 2.602" in admin.get(f"{ASK}/{no}").text


def test_written_twice_is_kept_once(client_for, long):
    no = written(client_for("admin"))
    made = CoverageSheet.get().made_at
    told = []
    coverage_long_sheets.write(sheet_id=CoverageSheet.get().id, progress=lambda *far: told.append(far))
    assert CoverageSheet.get().made_at == made and told == []
    CoverageSheet.update(made_at=None).execute()
    coverage_long_sheets.write(sheet_id=CoverageSheet.get().id, progress=lambda *far: told.append(far))
    assert told[:2] == [(2, 11), (4, 11)] and no == CoverageSheet.get().no


def test_who_comes_second_throws_their_own_away(client_for, long, monkeypatch):
    written(client_for("admin"))
    before = CoverageSheet.get()
    files_before = set(safe.handed_on()[1].rglob("*.sealed"))
    unmade = CoverageSheet.get()
    unmade.made_at = None
    monkeypatch.setattr(CoverageSheet, "get_by_id", lambda _id: unmade)
    coverage_long_sheets.write(sheet_id=before.id, progress=lambda *far: None)
    assert CoverageSheet.get().paths == before.paths
    assert set(safe.handed_on()[1].rglob("*.sealed")) == files_before


def test_a_job_that_failed_leads_back_to_the_list(client_for, long, visit):
    admin = client_for("admin")
    no = coverage_sheet(admin)
    Job.update(state="failed", error=json.dumps({"message": queue.FAILED_TOO_OFTEN, "params": {}})).where(
        Job.id == CoverageSheet.get().job_id
    ).execute()
    page = visit(admin, f"{ASK}/{no}").text
    assert "gagal tiga kali" in page and "/cakupan/orang?bulan=" in page
    assert coverage_sheet(admin) != no


def test_a_day_later_it_is_gone(client_for, long, visit):
    admin = client_for("admin")
    no = written(admin)
    assert coverage_long_sheets.throw_away() == 0
    paths = CoverageSheet.get().paths
    CoverageSheet.update(made_at=utc_now() - coverage_long_sheets.KEPT_FOR).execute()
    assert take(admin, no).status_code == 422  # at once, not when the next round comes
    assert coverage_long_sheets.throw_away() == 1
    assert not any(safe.has_file(path) for path in paths)
    assert CoverageSheet.get().paths == [] and CoverageSheet.get().thrown_away_at
    page = visit(admin, f"{ASK}/{no}").text
    assert "sudah dihapus" in page and "Unduh lembar ini" not in page
    assert coverage_long_sheets.throw_away() == 0
    assert no not in admin.get("/cakupan/orang").text


def test_who_does_not_fit_into_one_tab_goes_on_in_the_next(client_for, long, monkeypatch):
    monkeypatch.setattr(files, "PEOPLE_IN_A_TAB", 5)
    admin = client_for("admin")
    book = openpyxl.load_workbook(io.BytesIO(take(admin, written(admin)).data))
    assert book.sheetnames == [
        "Terdaftar di aplikasi ini",
        "Terdaftar di aplikasi ini (2)",
        "Terdaftar di aplikasi ini (3)",
    ]
    assert [page.max_row - 3 for page in book] == [5, 5, 1]
