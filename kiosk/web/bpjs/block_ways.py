"""What stands in the way of asking BPJS for a person, in words, and which page mends it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from kiosk.services.bpjs_blocks import APPROVAL, FROZEN, Block
from kiosk.services.missing import SETTLE, Kind


@dataclass(frozen=True)
class Way:
    words: str
    href: str


def ways_of(block: Block, reg_no: str) -> list[Way]:
    """One for each thing."""
    here = f"/pekerja/{reg_no}"
    ways = [Way(_lack(kind), f"{here}/koreksi#{kind.field}" if kind.field else here) for kind in block.lacks]
    if block.standing == FROZEN:
        ways.insert(0, Way(_("data dibekukan"), here))
    if block.standing == APPROVAL:
        ways.insert(0, Way(_("menunggu persetujuan Disnaker"), f"{here}/persetujuan"))
    if block.asked_in:
        ways.append(Way(_("masih diajukan lewat %(no)s", no=block.asked_in), f"/bpjs/{block.asked_in}"))
    return ways


def _lack(kind: Kind) -> str:
    """What was refused says so itself; what is empty is only named."""
    return _(kind.words) if kind.group == SETTLE else _("%(what)s belum diisi", what=_(kind.words))
