"""What banks were asked for a registration that is merged goes over to the right one."""

from peewee import fn

from db.models import DebitItem


def move(wrong: int, right: int) -> None:
    """In the caller's transaction, which holds both and has moved their months already. Where a bank was asked for the
    same month under both, one of the two months is let go and its money goes back: that one stays under the number it
    was asked for."""
    there = DebitItem.alias()
    same = there.select(there.id).where(
        there.worker == right, there.month == DebitItem.month, there.let_go_at.is_null()
    )
    DebitItem.update(worker=right).where(
        DebitItem.worker == wrong, DebitItem.let_go_at.is_null(False) | ~fn.EXISTS(same)
    ).execute()
