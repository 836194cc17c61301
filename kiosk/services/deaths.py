"""A death as it was recorded (cover_ends): the day, when and by whom. It is read from the audit trail, where it can
neither be changed nor lost; whoever takes it back (death_reversals) adds a line of their own."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import AuditEvent, Worker
from kiosk.domain.clock import add_months, first_of_month
from kiosk.domain.words import N_
from kiosk.services.acting import Refused
from kiosk.services.merged_numbers import numbers_of

DEATH_REASON = "Meninggal dunia."
DIED = "died"
COVER_ENDED, TAKEN_BACK = "pertanggungan.diakhiri", "pertanggungan.kematian_dibatalkan"

RECORDED_DEAD = N_(
    "Orang ini tercatat meninggal dunia. Bila itu keliru, admin membatalkannya dulu di halaman orangnya."
)


@dataclass(frozen=True)
class Death:
    """`day` is when the person died, `at` (UTC) and `by` when it was recorded and by whom."""

    day: date
    at: datetime
    by: str

    @property
    def closed_from(self) -> date:
        """The first month after it: nobody is to fund that one."""
        return add_months(first_of_month(self.day), 1)


def death_of(worker: Worker) -> Death | None:
    """None for the living; two queries for who is frozen, as everybody is who has died, none for anybody else. A death
    recorded under a number that was merged into this one counts."""
    return recorded_of(list(numbers_of(worker).values())) if worker.frozen_at else None


def recorded_of(numbers: list[str]) -> Death | None:
    """What the trail says of these registration numbers of one person; one query."""
    for line in _lines(numbers):
        if line.action == TAKEN_BACK:
            return None
        if line.detail.get("sebab") == DIED:
            return Death(date.fromisoformat(line.detail["hari_terakhir"]), line.at, line.user_name)
    return None


def require_living(worker: Worker) -> None:
    """Raises Refused."""
    if death_of(worker):
        raise Refused(RECORDED_DEAD)


def _lines(numbers: list[str]) -> list[AuditEvent]:
    """Newest first."""
    return list(
        AuditEvent.select()
        .where(
            AuditEvent.subject_kind == "pekerja",
            AuditEvent.subject.in_(numbers),
            AuditEvent.action.in_((COVER_ENDED, TAKEN_BACK)),
        )
        .order_by(AuditEvent.id.desc())
    )
