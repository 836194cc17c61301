"""Rosters of departments for tests: made-up civil servants as lines, files sent in, read and applied by the worker."""

from collections.abc import Iterable
from io import BytesIO

from xlsxwriter import Workbook

from db.connection import writing
from db.models import Opd, StaffImport, StaffImportRow, StaffMember, User
from kiosk.domain.findings import spoken
from kiosk.services import queue, staff_import_presses, staff_imports
from kiosk.services.acting import Actor
from tests.services.at_once import acting, key

HEADINGS = "NIP;Nama;Status;OPD;Unit;Jabatan"
CITY = "kota"


def nip(number: int) -> str:
    """One of many; a PNS, of whom no two have the same."""
    return f"{1966 + number % 20}0715{2005 + number % 15}05{1 + number % 2}{1 + number // 60:03d}"


def line(
    number: int, *, name: str = "", status: str = "PNS", opd: str = "", unit: str = "", jabatan: str = ""
) -> str:
    return ";".join([nip(number), name or f"Pegawai {letters(number)}", status, opd, unit, jabatan])


def letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def sheet(lines: Iterable[str], headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *lines, ""]).encode()


def workbook(*rows: Iterable[object]) -> bytes:
    """An XLSX whose cells are what they are: a number stays a number."""
    stream = BytesIO()
    with Workbook(stream) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return stream.getvalue()


def on_roster(opd: Opd, *numbers: int, **other) -> None:
    with writing():
        for number in numbers:
            row = {"opd": opd, "nip": nip(number), "name": f"Pegawai {letters(number)}", "status_asn": "pns"}
            StaffMember.create(**(row | other))


def sent_in(content: bytes, *, code: str, by: Actor, name: str = "pegawai.csv") -> StaffImport:
    """Kept, and waiting for the worker."""
    no = staff_imports.upload(code=code, sheet=(name, content), client_key=key(), by=by)
    return StaffImport.get(StaffImport.no == no)


def read_alone(staff_import: StaffImport) -> None:
    """By its own job; whatever else waits goes on waiting."""
    queue.run_job(staff_import.job_id or StaffImport.get_by_id(staff_import.id).job_id)


def read(content: bytes, *, code: str, by: Actor, name: str = "pegawai.csv") -> StaffImport:
    made = sent_in(content, code=code, by=by, name=name)
    queue.run_waiting_tasks()
    return StaffImport.get_by_id(made.id)


def waiting_to_be_applied(secretary: User) -> str:
    """The number of a roster of this secretary's department that was read: one newcomer, one wrong row."""
    by = acting(secretary)
    made = sent_in(sheet([line(1), "123;Pendek;PNS;;;"]), code=secretary.opd.code, by=by)
    read_alone(made)
    return made.no


def apply(staff_import: StaffImport, *, code: str, by: Actor, many: bool = False) -> bool:
    applied = staff_import_presses.apply(
        code=code, no=staff_import.no, many_may_leave=many, client_key=key(), by=by
    )
    queue.run_waiting_tasks()
    return applied


def fates(staff_import: StaffImport) -> dict[int, str]:
    """Row → fate; below zero those who leave."""
    rows = StaffImportRow.select(StaffImportRow.number, StaffImportRow.fate)
    return dict(
        rows.where(StaffImportRow.staff_import == staff_import).order_by(StaffImportRow.number).tuples()
    )


def said(staff_import: StaffImport, number: int) -> str:
    """What is said of a row, in Indonesian."""
    row = StaffImportRow.get(StaffImportRow.staff_import == staff_import, StaffImportRow.number == number)
    return " ".join(one["message"] % spoken(one["params"]) for one in row.findings)


def state(staff_import: StaffImport) -> str:
    return StaffImport.get_by_id(staff_import.id).state


def members(*, active: bool = True) -> dict[str, str]:
    """NIP → code of the department or unit."""
    rows = StaffMember.select(StaffMember.nip, Opd.code).join(Opd).where(StaffMember.active == active)
    return dict(rows.tuples())
