"""What is on record of a line that BPJS may correct, and what was corrected about it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.models import AuditEvent, CoverageMonth, Membership, SubmissionLine
from kiosk.domain.clock import local
from kiosk.domain.words import mask_kpj
from kiosk.services import safe
from kiosk.services.acting import Actor
from kiosk.services.bpjs_correction_doing import MOVED_LINE, WITHDRAWN_LINE
from kiosk.services.bpjs_corrections import PURPOSE
from kiosk.services.bpjs_submission_lookup import line_seen_by
from kiosk.services.merged_numbers import numbers_of
from kiosk.services.once import was_answered
from kiosk.services.worker_months import live_among, months_of


@dataclass(frozen=True)
class Earlier:
    """A correction that was noted before: `action` as in the trail, `months` those that stopped, `begins` the old day
    and the new one."""

    at: datetime
    by: str
    action: str
    reason: str
    source: str
    months: tuple[date, ...] = ()
    begins: tuple[date, date] | None = None


@dataclass(frozen=True)
class OnRecord:
    """A line with its submission, funder and worker; `months` its live ones with who paid them, `answered_on` the day
    of BPJS's answer, `masked_kpj` the number it gave."""

    line: SubmissionLine
    months: list[CoverageMonth]
    answered_on: date | None
    masked_kpj: str
    earlier: list[Earlier]

    @property
    def counting(self) -> list[CoverageMonth]:
        return [row for row in self.months if row.effective_on]


def on_record(*, no: str, number: int, by: Actor) -> OnRecord:
    """Raises NotAllowed, NotThere."""
    line = line_seen_by(by, no, number)
    given = Membership.get_or_none(Membership.line == line.id)
    kpj = safe.open_text(given.kpj_sealed, safe.KPJ) if given else ""
    return OnRecord(
        line=line,
        months=[row for row in live_among(months_of(line.worker_id)) if _is_asked_for(row, line)],
        answered_on=local(line.answered_at).date() if line.answered_at else None,
        masked_kpj=mask_kpj(kpj) if kpj else "",
        earlier=[told(event) for event in _trail(line) if _is_about(event, line)],
    )


def was_corrected_by(client_key: str, by: Actor) -> bool:
    """Whether this form was answered before: it is not read anew then, bpjs_corrections answers as the first time."""
    return was_answered(key=client_key, purpose=PURPOSE, by=by)


def told(event: AuditEvent) -> Earlier:
    """What a line of the trail says about a correction."""
    said = event.detail
    begins = tuple(_day(said.get(name)) for name in ("semula", "menjadi"))
    return Earlier(
        at=event.at,
        by=event.user_name,
        action=event.action,
        reason=said.get("alasan", ""),
        source=said.get("sumber", ""),
        months=tuple(date.fromisoformat(f"{month}-01") for month in said.get("bulan_berhenti", ())),
        begins=begins if all(begins) else None,
    )


def _day(said: str | None) -> date | None:
    """A state may stand where a day does."""
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None


def _is_asked_for(row: CoverageMonth, line: SubmissionLine) -> bool:
    own = row.funder_id == line.submission.funder_id
    return own and line.first_month <= row.month <= line.last_month


def _trail(line: SubmissionLine) -> Iterable[AuditEvent]:
    numbers = list(numbers_of(line.worker).values())
    about = (AuditEvent.subject_kind == "pekerja") & AuditEvent.subject.in_(numbers)
    corrected = AuditEvent.action.in_((WITHDRAWN_LINE, MOVED_LINE))
    return AuditEvent.select().where(about, corrected).order_by(AuditEvent.id.desc())


def _is_about(event: AuditEvent, line: SubmissionLine) -> bool:
    return (event.detail.get("pengajuan"), event.detail.get("baris")) == (line.submission.no, line.number)
