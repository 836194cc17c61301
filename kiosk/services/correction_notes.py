"""What was changed about a person, kept sealed with who, when and why; written with the change, read for history."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.models import Card, Correction, PrintedCard, PrintRun, User, Worker
from kiosk.services import person_values, safe
from kiosk.services.acting import Actor
from kiosk.services.person_values import Value

CORRECTION, MERGE = "correction", "merge"
CORRECTED, COMPLETED = "pekerja.dikoreksi", "pekerja.dilengkapi"  # of the audit trail
MERGED, MERGED_INTO = "merged", "merged_into"  # what a merge writes beside the fields it filled
ON_THE_CARD = {"name", "nik"}
_CHANGES = "correction.changes"

Triple = tuple[str, Value, Value]


@dataclass(frozen=True)
class Change:
    """One field before and after, secrets masked; days as ISO text, kelurahan and occupation as codes. `places`: which
    digits of a NIK changed, counted from 1."""

    field: str
    before: Value
    after: Value
    places: tuple[int, ...] = ()

    @property
    def looks_alike(self) -> bool:
        """The masks hide what changed."""
        return self.before == self.after


def note(*, worker_id: int, kind: str, changes: Sequence[Triple], reason: str, by: Actor) -> None:
    """In the caller's transaction. `changes`: (field, before, after) as they really are."""
    content = [[field, _plain(before), _plain(after)] for field, before, after in changes]
    Correction.create(
        worker=worker_id,
        kind=kind,
        changes=safe.seal(json.dumps(content, ensure_ascii=False), _CHANGES),
        reason=reason,
        by=by.user_id,
    )


def _plain(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def changes_of(row: Correction) -> list[Change]:
    """What this row changed, as it may be shown to whoever sees the person."""
    return [_change(*triple) for triple in _content(row)]


def _change(field: str, before: Value, after: Value) -> Change:
    return Change(
        field,
        person_values.shown(field, before),
        person_values.shown(field, after),
        person_values.different_places(field, before, after),
    )


def _content(row: Correction) -> list[list]:
    return json.loads(safe.open_text(row.changes, _CHANGES) or "[]")


def latest(worker_ids: Iterable[int], *, limit: int = 20) -> list[Correction]:
    """The latest rows about these workers with who made them, newest first; one query."""
    rows = Correction.select(Correction, User).join(User).where(Correction.worker.in_(list(worker_ids)))
    return list(rows.order_by(Correction.id.desc()).limit(limit))


def last_change(worker_id: int, field: str) -> Change | None:
    """What the latest 20 corrections last did to this field; None where it was left alone."""
    changes = (change for row in latest([worker_id]) for change in changes_of(row))
    return next((change for change in changes if change.field == field), None)


def card_is_outdated(worker: Worker, card: Card | None) -> bool:
    """Whether name or NIK changed after this card was last sent to the printer, so that the plastic, or the file that
    waits there, says something older."""
    sent_at = _sent_to_printer_at(card) if card else None
    if sent_at is None:
        return False
    since = Correction.select().where(Correction.worker == worker, Correction.at > sent_at)
    return any(field in ON_THE_CARD for row in since for field, _before, _after in _content(row))


def _sent_to_printer_at(card: Card) -> datetime | None:
    """None where no run has brought it out, and none is about to."""
    came_out = PrintedCard.outcome.is_null() | (PrintedCard.outcome == "good")
    runs = PrintRun.select().join(PrintedCard).where(PrintedCard.card == card, came_out)
    run = runs.order_by(PrintRun.id.desc()).first()
    if run:
        return run.asked_at
    return card.created_at if card.printed_at else None
