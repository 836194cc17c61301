"""What the months of one person wait for at BPJS, as their page says it above the table of all months."""

from dataclasses import dataclass
from datetime import date

from db.models import Worker
from kiosk.domain.awaiting import CANNOT_BE_ASKED
from kiosk.services import awaiting
from kiosk.services.awaiting import Awaited
from kiosk.services.worker_cover import Cover


@dataclass(frozen=True)
class MonthsAwaited:
    """Months that wait for the same, oldest first."""

    months: tuple[date, ...]
    awaited: Awaited


def awaited_of(worker: Worker, cover: Cover) -> list[MonthsAwaited]:
    """For a worker whom the reader may see, in the measure of `cover`; no query where nothing keeps them from being
    asked for, four where something does."""
    months: dict[Awaited, list[date]] = {}
    for line in cover.lines:
        if line.awaited:
            months.setdefault(line.awaited, []).append(line.month)
    return [MonthsAwaited(tuple(theirs), _with_cause(worker, one)) for one, theirs in months.items()]


def _with_cause(worker: Worker, awaited: Awaited) -> Awaited:
    if awaited.state not in CANNOT_BE_ASKED:
        return awaited
    return awaiting.with_causes({worker.id: awaited})[worker.id]
