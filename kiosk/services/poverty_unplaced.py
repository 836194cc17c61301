"""Rows that say of nobody in which kelurahan they live, so that no post sees them: by the kecamatan that is guessed,
until admin hands them over."""

from dataclasses import dataclass
from operator import attrgetter

from peewee import fn

from db.models import Kelurahan, PovertyHandover, PovertyList, PovertyRow
from kiosk.domain.words import mask_nik
from kiosk.services import access, places, safe
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.poverty_list_pages import name_of
from kiosk.services.poverty_row_lookup import unknown_for

BY_HAND = "tanpa"  # in place of a kecamatan's code: rows of which nothing can be guessed
PAGE, MOST_COUNTED = 50, 1000


@dataclass(frozen=True)
class Group:
    """`kecamatan` is a code, or BY_HAND with an empty name. For `unguessed` of the `count` nobody has guessed yet: rows
    of before there were guesses, until the worker's next round."""

    kecamatan: str
    name: str
    count: int
    unguessed: int = 0


@dataclass(frozen=True)
class UnplacedPerson:
    """`written` is the place as the list says it, `came_back_from` the kelurahan whose officers did not find them."""

    no: str
    number: int
    name: str
    nik: str
    source: str
    written: str
    came_back_from: str

    @property
    def handle(self) -> str:
        return f"{self.no}/{self.number}"


def count(*, by: Actor, list_no: str = "") -> int:
    """To MOST_COUNTED, one more stands for all beyond. Raises NotAllowed."""
    return waiting(by, list_no=list_no).select(PovertyRow.id).limit(MOST_COUNTED + 1).count()


def groups(*, by: Actor, list_no: str = "") -> list[Group]:
    """By the name of the kecamatan, those without a guess at the end. Raises NotAllowed."""
    rows = waiting(by, list_no=list_no).select(PovertyRow.likely_kecamatan, fn.COUNT(PovertyRow.id))
    return _groups(dict(rows.group_by(PovertyRow.likely_kecamatan).tuples()))


def areas_and_groups(*, by: Actor) -> tuple[dict[str, int], list[Group]]:
    """Kelurahan → rows to enrol there (BY_HAND for those without one), and the groups of the latter, in one look.
    Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    rows = unknown_for(by).select(PovertyRow.kelurahan, PovertyRow.likely_kecamatan, fn.COUNT(PovertyRow.id))
    areas: dict[str, int] = {}
    found: dict[str | None, int] = {}
    for area, code, number in rows.group_by(PovertyRow.kelurahan, PovertyRow.likely_kecamatan).tuples():
        areas[area or BY_HAND] = areas.get(area or BY_HAND, 0) + number
        if area is None:
            found[code] = number
    return areas, _groups(found)


def _groups(found: dict[str | None, int]) -> list[Group]:
    without, unguessed = found.pop("", 0), found.pop(None, 0)
    names = kecamatan_names()
    made = sorted(
        (Group(code, names[code], number) for code, number in found.items()), key=attrgetter("name")
    )
    return [*made, Group(BY_HAND, "", without + unguessed, unguessed)] if without or unguessed else made


def rows_of(
    *, by: Actor, kecamatan: str, list_no: str = "", page: int = 1
) -> tuple[list[UnplacedPerson], bool]:
    """One page of a group, the newest list first, and whether more follow. Raises NotAllowed."""
    query = waiting(by, kecamatan=kecamatan, list_no=list_no)
    in_order = query.order_by(PovertyRow.poverty_list.desc(), PovertyRow.number)
    rows, follows = one_page(in_order, page=page, size=PAGE)
    came_back = _came_back({row.handover_id for row in rows})
    return [_person(row, came_back) for row in rows], follows


def waiting(by: Actor, *, kecamatan: str = "", list_no: str = ""):
    """The query of rows that no post sees, of one group or of all. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    rows = unknown_for(by).where(PovertyRow.kelurahan.is_null())
    if list_no:
        rows = rows.where(PovertyList.no == list_no)
    if kecamatan == BY_HAND:
        return rows.where((PovertyRow.likely_kecamatan == "") | PovertyRow.likely_kecamatan.is_null())
    return rows.where(PovertyRow.likely_kecamatan == kecamatan) if kecamatan else rows


def kecamatan_names() -> dict[str, str]:
    """Code → name."""
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}


def named_list(no: str) -> PovertyList | None:
    return PovertyList.get_or_none(PovertyList.no == no) if no else None


def _came_back(handover_ids: set[int | None]) -> dict[int, str]:
    rows = PovertyHandover.select(PovertyHandover.id, Kelurahan.name).join(Kelurahan)
    return dict(rows.where(PovertyHandover.id.in_([one for one in handover_ids if one])).tuples())


def _person(row: PovertyRow, came_back: dict[int, str]) -> UnplacedPerson:
    return UnplacedPerson(
        no=row.poverty_list.no,
        number=row.number,
        name=name_of(row),
        nik=mask_nik(safe.open_text(row.nik_sealed, safe.POVERTY_NIK)),
        source=row.poverty_list.source,
        written=row.area_text,
        came_back_from=came_back.get(row.handover_id, ""),
    )
