"""For whom a line was handed to the bank: not those who were left out of it when it was sealed."""

from db.models import DebitItem


def asked_for():
    """The condition over DebitItem."""
    return DebitItem.left_out.is_null()
