"""One line of the work list of what BPJS and the ledger say differently: both sides, and what to do next."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import Funder, Mismatch, User
from kiosk.domain.bpjs_mismatches import OTHER_KPJ, LedgerSays
from kiosk.domain.digits import bare
from kiosk.domain.words import mask_kpj
from kiosk.services import places, safe
from kiosk.services.bpjs_answer_lines import cells_of
from kiosk.services.bpjs_mismatch_facts import Facts, facts_of


@dataclass(frozen=True)
class MismatchLine:
    """`listed_on` is the day of the list `answer_no`, from which on BPJS says so; `says` what the ledger says today,
    `step` one of domain/bpjs_mismatches.STEPS with the numbers its sentence names. `settled_by` is a name, empty where
    the list `how` settled it by itself. `kpj_there` and `kpj_here` are both numbers, masked, of one that is about them;
    empty otherwise."""

    number: int
    kind: str
    name: str
    reg_no: str
    area: str
    funder: Funder | None
    listed_on: date
    answer_no: str
    raised_at: datetime
    says: LedgerSays
    step: str
    bill: str
    submission: str
    settled_at: datetime | None
    settled_by: str
    how: str
    kpj_there: str = ""
    kpj_here: str = ""


def lines_of(rows: list[Mismatch]) -> list[MismatchLine]:
    """With their people, lists and rows; four queries however many there are."""
    facts = facts_of({row.worker_id: row.answer.as_of for row in rows}) if rows else {}
    names = _names_of({row.settled_by_id for row in rows} - {None})
    return [_line(row, facts[row.worker_id], names) for row in rows]


def _names_of(user_ids: set[int]) -> dict[int, str]:
    rows = User.select(User.id, User.name).where(User.id.in_(sorted(user_ids)))
    return dict(rows.tuples())


def _line(row: Mismatch, facts: Facts, names: dict[int, str]) -> MismatchLine:
    worker = row.worker
    there, here = _numbers(row) if row.kind == OTHER_KPJ else ("", "")
    return MismatchLine(
        number=row.id,
        kind=row.kind,
        name=worker.name,
        reg_no=worker.reg_no,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        funder=facts.funder,
        listed_on=row.answer.as_of,
        answer_no=row.answer.no,
        raised_at=row.raised_at,
        says=facts.says,
        step=facts.step_for(row.kind, same_kpj=bool(there) and there == here),
        bill=facts.papers.bill,
        submission=facts.papers.submission,
        settled_at=row.settled_at,
        settled_by=names.get(row.settled_by_id, ""),
        how=row.how,
        kpj_there=mask_kpj(there),
        kpj_here=mask_kpj(here),
    )


def _numbers(row: Mismatch) -> tuple[str, str]:
    """The KPJ of the list's line and the one in force, in full."""
    there = bare(cells_of(row.row).get("kpj", "")) if row.row_id else ""
    return there, safe.open_text(row.worker.kpj_sealed, safe.KPJ) or ""
