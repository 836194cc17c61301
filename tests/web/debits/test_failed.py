"""The list of debits that failed, for the admin and for a department, and the mark that it is mended."""

import pytest

from db.models import AuditEvent, DebitLine, DebitRun
from kiosk.services import safe
from kiosk.services.mandate_accounts import ACCOUNT
from tests.services import asn_desk, debit_desk
from tests.web.debits.pages import press, value

PATH = "/debit/gagal"


@pytest.fixture
def run(people) -> DebitRun:
    """One line that waits for somebody to mend something, one that passes, one paid; of the secretary's department."""
    code = people["opd"].opd.code
    for _ in range(3):
        debit_desk.due(donor=asn_desk.donor(opd_code=code))
    run = debit_desk.sent()
    one, other, _paid = debit_desk.lines_of(run)
    fates = {one.key: "REKENING DITUTUP", other.key: "SALDO TIDAK CUKUP"}
    debit_desk.upload(run, debit_desk.answer(run, fates))
    return run


def test_secretary_is_told_on_the_first_page(client_for, run, visit):
    """Two of the three, with the way to their list."""
    page = visit(client_for("opd"), "/").text
    code = DebitLine.select().first().mandate.donor.opd.code
    assert value(page, "debits-failed") == 2 and f'href="/opd/{code}/debet-gagal"' in page


def test_list_names_reason_and_way_and_links_to_line_and_mandate(admin, run, visit):
    page = visit(admin, PATH)
    for line in debit_desk.lines_of(run)[:2]:
        assert f'href="/debit/2026-12/1/baris/{line.key}"' in page.text
        assert f"/berkas/{line.mandate.no}" in page.text
    assert "rekening ditutup" in page.text and "Minta donatur membuat surat kuasa baru" in page.text
    assert "Ikut percobaan ulang berikutnya bulan itu, begitu disusun" in page.text
    assert visit(admin, f"{PATH}?sebab=closed").text.count("/beres") == 1
    assert "Tidak ada debet yang gagal karena ini" in visit(admin, f"{PATH}?sebab=died").text


def test_mark_is_set_once_and_what_passes_refuses_it(admin, run, visit):
    closed, passes, _paid = debit_desk.lines_of(run)
    for _ in range(2):
        assert press(admin, f"{PATH}/{closed.key}/beres").location == PATH
    assert DebitLine.get_by_id(closed.id).cleared_at and "Dibereskan" in visit(admin, PATH).text
    assert AuditEvent.select().where(AuditEvent.action == "debet.dibereskan").count() == 1
    answer = press(admin, f"{PATH}/{passes.key}/beres")
    assert (
        answer.status_code == 422 and "percobaan ulang berikutnya, maka tidak perlu ditandai" in answer.text
    )
    assert press(admin, f"{PATH}/K26-NIHIL/beres").status_code == 404


def test_department_reads_its_own_without_accounts_and_marks_nothing(client_for, people, run, visit):
    code = people["opd"].opd.code
    address = f"/opd/{code}/debet-gagal"
    assert f'href="{address}"' in visit(client_for("opd"), "/opd").text
    page = visit(client_for("opd"), address)
    assert "rekening ditutup" in page.text and "/beres" not in page.text and "/debit/" not in page.text
    for line in debit_desk.lines_of(run):
        account = safe.open_text(line.mandate.account_sealed, ACCOUNT)
        assert account not in page.text
    other = asn_desk.donor(opd_code="INSPEKTORAT" if code != "INSPEKTORAT" else "DISKOMINFO").opd.code
    assert client_for("opd").get(f"/opd/{other}/debet-gagal").status_code == 403
    for role in ("petugas", "mitra", "donatur"):
        assert client_for(role).get(address).status_code == 403


def test_auditor_reads_and_marks_nothing(client_for, run, visit):
    auditor = client_for("auditor")
    page = visit(auditor, PATH)
    assert "rekening ditutup" in page.text and "/beres" not in page.text
    assert press(auditor, f"{PATH}/{debit_desk.lines_of(run)[0].key}/beres").status_code == 403


def test_without_failures_it_says_so(admin, visit):
    assert "Tidak ada debet yang gagal" in visit(admin, PATH).text


def test_queries_do_not_grow_with_the_list(admin, people, count_queries):
    def fail(count: int) -> None:
        for _ in range(count):
            debit_desk.due(people=2)
        run = debit_desk.sent()
        fates = {line.key: "SALDO TIDAK CUKUP" for line in debit_desk.lines_of(run)}
        debit_desk.upload(run, debit_desk.answer(run, fates))

    fail(1)
    few = count_queries(lambda: admin.get(PATH))
    fail(4)
    assert count_queries(lambda: admin.get(PATH)) == few
