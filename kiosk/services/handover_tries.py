"""A card that did not reach its owner: why, noted each time somebody tried."""

from db.models import Card, DeliveryTry, Post, User
from kiosk.services import card_trail
from kiosk.services.acting import Actor
from kiosk.services.handover_cards import card_to_change, require_way_free
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 300


def note_try(*, serial: str, reason: str, note: str, client_key: str, by: Actor) -> None:
    """`reason` is a code of TRY_REASONS. The card stays valid, also of somebody who died: only a reason to ask further.

    Raises NotThere, NotAllowed, Obstacle, KeyInUse."""
    once(
        key=client_key,
        purpose="handover.try",
        content={"card": serial, "reason": reason, "note": note},
        by=by,
        make=lambda: _note(serial, reason, note, by),
    )


def _note(serial: str, reason: str, note: str, by: Actor) -> str:
    card = card_to_change(by, serial)
    require_way_free(card, by)
    DeliveryTry.create(card=card.id, reason=reason, note=note, post=by.post_id, by=by.user_id)
    card_trail.record("kartu.belum_diserahkan", card, by=by, alasan=reason)
    return serial


def tries_of(card: Card) -> list[DeliveryTry]:
    """Newest first, with who noted each and where."""
    return list(
        DeliveryTry.select(DeliveryTry, User, Post)
        .join(User, on=(DeliveryTry.by == User.id))
        .switch(DeliveryTry)
        .left_outer_join(Post, on=(DeliveryTry.post == Post.id))
        .where(DeliveryTry.card == card.id)
        .order_by(DeliveryTry.id.desc())
    )


def latest_tries(card_ids: list[int]) -> dict[int, DeliveryTry]:
    """By card, for those that have one."""
    latest: dict[int, DeliveryTry] = {}
    for chunk in in_chunks(card_ids, ROWS_AT_ONCE):
        rows = DeliveryTry.select().where(DeliveryTry.card.in_(chunk)).order_by(DeliveryTry.id)
        latest |= {row.card_id: row for row in rows}
    return latest
