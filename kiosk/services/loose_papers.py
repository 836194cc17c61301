"""Papers that belong to nobody yet: sealed on disk before the form they came with is saved, their uploader's alone,
gone on the day after tomorrow's midnight if nobody claims them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from db.connection import writing
from db.models import Attachment
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.files.vault import VaultError
from kiosk.services import safe
from kiosk.services.acting import Actor, Refused

LOOSE = "lepas"  # owner_kind; owner_id is the user's
DAYS_KEPT = 1
REMOVED_AT_ONCE = 50


@dataclass(frozen=True)
class LoosePaper:
    """`sha256` is that of the content, hex."""

    id: int
    sha256: str


class PaperGone(Refused):
    """What was laid down is no longer there, or belongs to somebody already."""

    def __init__(self):
        super().__init__(N_("Foto yang tadi sudah tidak tersimpan. Ambil atau pilih foto sekali lagi."))


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lay_down(content: bytes, *, kind: str, by: Actor) -> LoosePaper:
    """Seal `content` to disk, then note it, in a transaction of its own."""
    stored = safe.keep_file(content, kind)
    with writing():
        row = Attachment.create(
            owner_kind=LOOSE,
            owner_id=by.user_id,
            kind=kind,
            sha256=stored.sha256,
            path=stored.path,
            created_by=by.user_id,
            delete_after=today() + timedelta(days=DAYS_KEPT),
        )
    return LoosePaper(row.id, stored.sha256)


def hand_over(paper: LoosePaper, *, owner_kind: str, owner_id: int, by: Actor) -> None:
    """Give it to a person or a consent, in the caller's transaction. Raises PaperGone."""
    mine = (Attachment.owner_kind == LOOSE) & (Attachment.owner_id == by.user_id)
    claimed = (
        Attachment.update(owner_kind=owner_kind, owner_id=owner_id, delete_after=None)
        .where(Attachment.id == paper.id, Attachment.sha256 == paper.sha256, mine)
        .execute()
    )
    if not claimed:
        raise PaperGone


def let_go(*, owner_kind: str, owner_id: int, kind: str, by: Actor) -> None:
    """What this owner has of this kind becomes loose, in the caller's transaction."""
    Attachment.update(
        owner_kind=LOOSE, owner_id=by.user_id, delete_after=today() + timedelta(days=DAYS_KEPT)
    ).where(
        Attachment.owner_kind == owner_kind, Attachment.owner_id == owner_id, Attachment.kind == kind
    ).execute()


def drop(papers: Iterable[LoosePaper], *, by: Actor) -> None:
    """What of these is still loose nobody will claim: deleted at once, in a transaction of its own."""
    mine = (Attachment.owner_kind == LOOSE) & (Attachment.owner_id == by.user_id)
    with writing():
        Attachment.update(delete_after=today() - timedelta(days=1)).where(
            Attachment.id.in_([paper.id for paper in papers]), mine
        ).execute()
    delete_left_over()


def content_of(paper: LoosePaper, *, kind: str, by: Actor) -> bytes | None:
    """What this person laid down, also after it was handed over; None where it is there no more."""
    row = Attachment.get_or_none(
        Attachment.id == paper.id,
        Attachment.sha256 == paper.sha256,
        Attachment.kind == kind,
        Attachment.created_by == by.user_id,
    )
    try:
        return safe.file_content(row.path, kind) if row else None
    except VaultError:
        return None


def delete_left_over() -> int:
    """Delete what nobody claimed, row and file; answers with how many. The file goes first: should the row stay after
    a fault, the next run meets it again."""
    deleted = 0
    while left := _delete_some():
        deleted += left
    return deleted


def _delete_some() -> int:
    with writing():
        rows = list(Attachment.select().where(_is_left_over()).limit(REMOVED_AT_ONCE))
        gone = (
            Attachment.delete()
            .where(Attachment.id.in_([row.id for row in rows]), _is_left_over())
            .returning(Attachment.path)
            .execute()
        )
        paths = [row.path for row in gone]
        for path in paths:
            safe.remove_file(path)
    return len(paths)


def _is_left_over():
    return (Attachment.owner_kind == LOOSE) & (Attachment.delete_after < today())
