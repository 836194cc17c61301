"""What people wait for at BPJS, in the reader's language."""

from flask_babel import gettext as _

from kiosk.domain import awaiting
from kiosk.domain.findings import spoken
from kiosk.services.awaiting import Awaited
from kiosk.services.awaiting_pages import CANNOT
from kiosk.services.batch_joining import MAY_JOIN
from kiosk.web.access import actor
from kiosk.web.bpjs.block_ways import Way, refused_address, ways_of
from kiosk.web.page_context import language


def awaited_words(awaited: Awaited) -> str:
    """`diajukan 22 November 2026, menunggu jawaban BPJS`"""
    return _(awaited.message) % spoken(awaited.params, language())


def awaiting_words(state: str) -> str:
    """Of several people together."""
    return _("belum dapat diajukan kepada BPJS") if state == CANNOT else _(awaiting.COUNTED[state])


def awaiting_title(state: str) -> str:
    """The same where it begins a line."""
    return _begun(awaiting_words(state))


def awaited_title(awaited: Awaited) -> str:
    """`Diajukan 22 November 2026, menunggu jawaban BPJS`"""
    return _begun(awaited_words(awaited))


def awaiting_step(state: str) -> str:
    """What comes next, and who does it."""
    return _(awaiting.NEXT_STEPS[state])


def way_of_refused(reg_no: str) -> str:
    """Where somebody whom BPJS refused is mended."""
    return refused_address(reg_no, actor().role)


def way_to_fund(reg_no: str) -> str:
    """Where somebody comes into a batch; empty for who puts nobody into one, or does not see the person."""
    return f"/pekerja/{reg_no}/batch" if reg_no and actor().role in MAY_JOIN else ""


def ways_to_mend(awaited: Awaited, reg_no: str) -> list[Way]:
    """What keeps this person from being asked for; nothing for who does not see them."""
    if not awaited.block or not reg_no:
        return []
    names_refusal = awaited.state != awaiting.REJECTED
    return ways_of(awaited.block, reg_no, actor().role, names_refusal=names_refusal)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
