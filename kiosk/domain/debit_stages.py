"""How far a run of the debit has come, in five stages as people say them."""

from kiosk.domain import debits
from kiosk.domain.words import N_

BUILT, SEALED, SENT, ANSWERED, FORWARDED = STAGES = ("built", "sealed", "sent", "answered", "forwarded")
WORDS = {
    BUILT: N_("Disusun"),
    SEALED: N_("Disegel"),
    SENT: N_("Diserahkan ke bank"),
    ANSWERED: N_("Dijawab bank"),
    FORWARDED: N_("Diteruskan ke BPJS"),
}
_UNSENT = {debits.BUILDING: BUILT, debits.BUILT: BUILT, debits.SEALING: BUILT, debits.SEALED: SEALED}


def stage_of(state: str, *, unanswered: int, paid: int, unforwarded: int) -> str:
    """The stage that was reached last. `unanswered` and `paid` are lines of the run, `unforwarded` people whose month
    was debited and stands on no bill yet."""
    if state in _UNSENT:
        return _UNSENT[state]
    if unanswered:
        return SENT
    return ANSWERED if unforwarded or not paid else FORWARDED
