"""A letter to BPJS as a paper, with the numbers by which BPJS finds people: only the admin gets it, and each printing
is written down before it goes out."""

from collections.abc import Iterable
from datetime import date

from db.connection import writing
from db.models import StartLetterLine, SubmissionLine, Worker
from kiosk.domain.clock import local
from kiosk.files.start_letters import AskedPerson, StartLetterPaper, start_letter_pdf
from kiosk.services import access, audit, safe, settings
from kiosk.services.acting import Actor
from kiosk.services.bpjs_letter_pages import LetterFile, letter_seen_by

ACCEPTED = "accepted"


def letter_pdf(*, no: str, by: Actor) -> bytes:
    """The same people as when it was made. Raises NotThere, NotAllowed for anybody but the admin."""
    access.require(by.role == "admin")
    file = letter_seen_by(by, no)
    content = start_letter_pdf(_paper(file))
    with writing():
        audit.record("bpjs.surat_dicetak", by=by, kind="surat", subject=no, orang=len(file.lines))
    return content


def _paper(file: LetterFile) -> StartLetterPaper:
    city, made_on = settings.setting("city_name"), local(file.letter.made_at).date()
    return StartLetterPaper(
        no=file.letter.no,
        on=made_on,
        place=city.removeprefix("Kota ").removeprefix("Kabupaten "),
        city=city,
        owner=settings.setting("programme_owner"),
        branch=settings.setting("bpjs_branch"),
        funder=file.letter.funder.name,
        reason=file.letter.reason,
        basis=settings.setting("start_letter_basis"),
        people=_people(file.lines),
        office=settings.setting("start_letter_office"),
        signer=settings.setting("start_letter_signer"),
    )


def _people(lines: list[StartLetterLine]) -> list[AskedPerson]:
    """Under the number in force: a NIK that was a slip is a stranger's at BPJS."""
    merged = {line.worker.merged_into_id for line in lines} - {None}
    in_force = {row.id: row for row in Worker.select().where(Worker.id.in_(sorted(merged)))}
    answered = _answered([line.worker_id for line in lines])
    return [_person(line, in_force.get(line.worker.merged_into_id, line.worker), answered) for line in lines]


def _person(line: StartLetterLine, worker: Worker, answered: dict[int, date]) -> AskedPerson:
    return AskedPerson(
        name=worker.name,
        nik=safe.open_text(worker.nik_sealed, safe.NIK),
        kpj=safe.open_text(worker.kpj_sealed, safe.KPJ) or "",
        answered_on=answered.get(line.worker_id),
        asked_from=line.asked_from,
    )


def _answered(worker_ids: Iterable[int]) -> dict[int, date]:
    """Worker → the day that BPJS named last."""
    rows = SubmissionLine.select(SubmissionLine.worker, SubmissionLine.effective_on).where(
        SubmissionLine.worker.in_(list(worker_ids)), SubmissionLine.state == ACCEPTED
    )
    return dict(rows.order_by(SubmissionLine.id).tuples())
