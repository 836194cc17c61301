"""Lines that are at the bank though their mandate is not in force on the day of the debit any more: it was revoked
after the file had gone. The bank is asked not to take them; what it takes all the same goes back."""

from peewee import Expression, ModelSelect

from db.models import DebitLine, DebitRun, Mandate
from kiosk.domain import debits

REVOKED = "dicabut"  # beside domain/debits.LINE_STATES, for lists of lines


def joined(lines: ModelSelect) -> ModelSelect:
    """A query of lines, with their runs and mandates."""
    return lines.join_from(DebitLine, DebitRun).join_from(DebitLine, Mandate)


def is_revoked() -> Expression:
    """The condition over a DebitLine, its run and its mandate."""
    return (
        (DebitRun.state == debits.SENT)
        & (DebitLine.state == debits.LINE_SENT)
        & (Mandate.revoked_on <= DebitRun.debit_on)
    )


def count_in(run: DebitRun) -> int:
    """How many of its lines."""
    return joined(DebitLine.select()).where(DebitLine.run == run, is_revoked()).count()


def ids_in(run: DebitRun) -> ModelSelect:
    """The query of these lines' ids."""
    return joined(DebitLine.select(DebitLine.id)).where(DebitLine.run == run, is_revoked())
