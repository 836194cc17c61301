"""Papers, openings, claims and what the person was told under a registration that is merged: they go over to the right
one, the first two as far as it has none. Two claims of one accident are settled before (merge_obstacles)."""

from db.models import Attachment, Claim, LapseContact, Message, ServiceOpening
from kiosk.services.photos import OWNER


def move(wrong_id: int, right_id: int) -> None:
    """In the caller's transaction. Of a kind of paper that both have, as a photograph, each keeps its own."""
    _move_papers(wrong_id, right_id)
    _move_openings(wrong_id, right_id)
    for told in (LapseContact, Message, Claim):
        told.update(worker=right_id).where(told.worker == wrong_id).execute()


def _move_papers(wrong_id: int, right_id: int) -> None:
    kinds = Attachment.select(Attachment.kind).where(_of(right_id))
    own = [row.kind for row in kinds.distinct()]
    coming = _of(wrong_id) & Attachment.kind.not_in(own)
    Attachment.update(owner_id=right_id).where(coming).execute()


def _of(worker_id: int):
    return (Attachment.owner_kind == OWNER) & (Attachment.owner_id == worker_id)


def _move_openings(wrong_id: int, right_id: int) -> None:
    """A post opens a person once a day."""
    own = ServiceOpening.select().where(ServiceOpening.worker == right_id)
    taken = {(row.post_id, row.day) for row in own}
    coming = ServiceOpening.select().where(ServiceOpening.worker == wrong_id)
    moving = [row.id for row in coming if (row.post_id, row.day) not in taken]
    ServiceOpening.update(worker=right_id).where(ServiceOpening.id.in_(moving)).execute()
