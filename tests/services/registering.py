"""A submission of some people, with no bill behind it: for whoever only hands it on to BPJS."""

from collections.abc import Iterable

from db.connection import writing
from db.models import Company, ExportLayout, Submission, SubmissionLine, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from tests.services.at_once import acting
from tests.services.crowd import crowd

FIRST = add_months(first_of_month(today()), 1)
IN_FULL = {
    "birth_place": "Semarang",
    "mother_name": "Sri Lestari",
    "address": "Jl. Kakap No. 12",
    "rt": "003",
    "rw": "007",
    "workplace": "Pasar Johar",
}
PORTAL = (
    ("NIK", "nik"),
    ("NAMA", "name"),
    ("NAMA IBU", "mother_name"),
    ("TGL LAHIR", "birth_on"),
    ("", "empty"),
)
AT_ONCE = 300


def submission_of(people, count: int = 3, *, months: int = 3, no: str = "D26-UJ1UJ1", **entry) -> Submission:
    """Of the company sinar, made by the admin."""
    numbers = crowd(acting(people["petugas"]), count, **{**IN_FULL, **entry})
    funder = Company.get(Company.code == "sinar").funder
    rows = (
        Worker.select(Worker.id).where(Worker.reg_no.in_(numbers))
        if count < AT_ONCE
        else Worker.select(Worker.id)
    )
    with writing():
        made = Submission.create(no=no, funder=funder, wadah_type="SC", made_by_id=people["admin"].id)
        _add_lines(made, rows.order_by(Worker.id).tuples(), months)
    return made


def _add_lines(made: Submission, workers: Iterable[tuple[int]], months: int) -> None:
    asked = {"submission": made.id, "first_month": FIRST, "last_month": add_months(FIRST, months - 1)}
    lines = [{**asked, "number": at, "worker": worker} for at, (worker,) in enumerate(workers, 1)]
    for start in range(0, len(lines), AT_ONCE):
        SubmissionLine.insert_many(lines[start : start + AT_ONCE]).execute()


def layout(name: str = "Cabang Pemuda", columns=PORTAL, date_format: str = "dd-mm-yyyy") -> ExportLayout:
    with writing():
        return ExportLayout.create(name=name, columns=list(map(list, columns)), date_format=date_format)


def line(made: Submission, number: int) -> SubmissionLine:
    return SubmissionLine.get(SubmissionLine.submission == made, SubmissionLine.number == number)


def answered(made: Submission, number: int, state: str = "accepted") -> None:
    with writing():
        SubmissionLine.update(state=state).where(SubmissionLine.id == line(made, number).id).execute()
