"""What stays of copies whose bytes are gone: their fingerprint, when they came and went, and by whose doing."""

from dataclasses import dataclass
from datetime import datetime

from db.models import Attachment, Mandate, User
from kiosk.services import mandate_papers


@dataclass(frozen=True)
class Trace:
    """`what` is one of mandate_papers.COPIES, `by` a name, empty where Payung deleted it by itself. UTC."""

    what: str
    sha256: str
    added_at: datetime
    deleted_at: datetime | None
    by: str


def traces_of(mandate: Mandate) -> list[Trace]:
    """Of every copy that was deleted, also of one that another took the place of, in the order in which they came. For
    who may see the mandate; two queries."""
    rows = list(mandate_papers.deleted_of(mandate).order_by(Attachment.id))
    said = [row.note.partition(" ") for row in rows]
    names = _names({int(number) for number, _, _at in said if number.isdigit()})
    return [
        Trace(
            what=row.kind.rpartition("_")[0],
            sha256=row.sha256,
            added_at=row.created_at,
            deleted_at=datetime.fromisoformat(at) if at else None,
            by=names.get(number, ""),
        )
        for row, (number, _, at) in zip(rows, said, strict=True)
    ]


def _names(ids: set[int]) -> dict[str, str]:
    return {
        str(number): name for number, name in User.select(User.id, User.name).where(User.id.in_(ids)).tuples()
    }
