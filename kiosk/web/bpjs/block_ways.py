"""What stands in the way of asking BPJS for a person, in words, and which page mends it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from kiosk.services.access import SEES_ALL
from kiosk.services.bpjs_blocks import APPROVAL, FROZEN, Block
from kiosk.services.missing import REJECTED, SETTLE, Kind


@dataclass(frozen=True)
class Way:
    """`href` is empty where the reader has no page that mends it."""

    words: str
    href: str


def ways_of(
    block: Block, reg_no: str, role: str, *, names_refusal: bool = True, from_list: str = ""
) -> list[Way]:
    """One for each thing, for a reader who sees the person. Without `names_refusal` it is not said again that BPJS has
    refused them. `from_list`: the query that leads from a correction back to where they are listed."""
    here, sees_all = f"/pekerja/{reg_no}", role in SEES_ALL
    ways = [
        Way(
            _("betulkan datanya") if kind is REJECTED and not names_refusal else _lack(kind),
            _mends(kind, reg_no, role, from_list),
        )
        for kind in block.lacks
    ]
    if block.standing == FROZEN:
        ways.insert(0, Way(_("data dibekukan"), here))
    if block.standing == APPROVAL:
        ways.insert(0, Way(_("menunggu persetujuan Disnaker"), f"{here}/persetujuan" if sees_all else ""))
    if block.asked_in:
        ways.append(
            _elsewhere(block.asked_in) if sees_all else Way(_("masih diajukan lewat pengajuan lain"), "")
        )
    return ways


def _elsewhere(no: str) -> Way:
    return Way(_("masih diajukan lewat %(no)s", no=no), f"/bpjs/{no}")


def refused_address(reg_no: str, role: str) -> str:
    """A company corrects; who may also say that nothing is wrong does so on a page of its own."""
    return f"/pekerja/{reg_no}/koreksi" if role == "mitra" else f"/pekerja/{reg_no}/ditolak-bpjs"


def _mends(kind: Kind, reg_no: str, role: str, from_list: str) -> str:
    if kind is REJECTED:
        return refused_address(reg_no, role)
    return f"/pekerja/{reg_no}/koreksi{from_list}#{kind.field}" if kind.field else f"/pekerja/{reg_no}"


def _lack(kind: Kind) -> str:
    """What was refused says so itself; what is empty is only named."""
    return _(kind.words) if kind.group == SETTLE else _("%(what)s belum diisi", what=_(kind.words))
