"""The list of people whose cover ends, on paper, for the heads of RW and RT who know where they live.

It leaves the house, so it holds what somebody needs who knocks at a door and no more: name, RT and RW, address, the
first empty month, the last day to pay. No NIK and no phone number: a sheet is lost, copied, pinned to a wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class ListedPerson:
    """One line; `remark` says what is known already, in finished words."""

    name: str
    neighbourhood: str
    address: str
    first_empty: date
    last_day: date
    remark: str


@dataclass(frozen=True)
class Neighbourhood:
    """The people of one RW; `place` names it with its kelurahan."""

    place: str
    people: Sequence[ListedPerson]


@dataclass(frozen=True)
class LapseList:
    """`title` and `what` say which list this is, `where` whose, `narrowed` what is left out; all finished words."""

    title: str
    what: str
    where: str
    printed_on: date
    groups: Sequence[Neighbourhood]
    owner: str
    narrowed: str = ""


def lapse_list_pdf(sheet: LapseList) -> bytes:
    """A4; each RW has sheets of its own: its head is given the names of no other."""
    return render_pdf("lapse_list.html", sheet=sheet)
