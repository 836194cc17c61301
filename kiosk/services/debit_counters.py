"""What the admin has to do about the debit, for the first page."""

from kiosk.services import debit_next, debit_steps
from kiosk.services.acting import Actor
from kiosk.services.debit_steps import DebitStep


def waiting_steps(*, by: Actor) -> list[DebitStep] | None:
    """The first step of each kind; for the admin, nobody else has anything to do about it."""
    if by.role != "admin":
        return None
    found: dict[str, DebitStep] = {}
    for step in debit_steps.steps(debit_next.next_debit()):
        found.setdefault(step.kind, step)
    return list(found.values())
