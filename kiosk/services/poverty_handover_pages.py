"""What was handed over to which kelurahan, as its page needs it."""

from dataclasses import dataclass

from peewee import fn

from db.models import PovertyHandover, PovertyRow
from kiosk.domain.poverty_rows import UNKNOWN
from kiosk.services import access, places
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page
from kiosk.services.poverty_list_pages import names_of

PAGE = 50


@dataclass(frozen=True)
class ShownHandover:
    """`waiting` of its rows still wait for these officers; `returned_by` is empty while it holds."""

    handover: PovertyHandover
    area: str
    handed_by: str
    returned_by: str
    waiting: int


def handovers(*, by: Actor, page: int) -> tuple[list[ShownHandover], bool]:
    """The newest first, and whether more follow. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    in_order = PovertyHandover.select().order_by(PovertyHandover.id.desc())
    rows, follows = one_page(in_order, page=page, size=PAGE)
    names = names_of({number for row in rows for number in (row.handed_by_id, row.returned_by_id)})
    waiting = _waiting([row.id for row in rows])
    return [_shown(row, names, waiting.get(row.id, 0)) for row in rows], follows


def _shown(row: PovertyHandover, names: dict[int, str], waiting: int) -> ShownHandover:
    return ShownHandover(
        handover=row,
        area=places.area_name(row.kelurahan_id),
        handed_by=names.get(row.handed_by_id, ""),
        returned_by=names.get(row.returned_by_id, ""),
        waiting=waiting,
    )


def _waiting(ids: list[int]) -> dict[int, int]:
    rows = PovertyRow.select(PovertyRow.handover, fn.COUNT(PovertyRow.id)).where(
        PovertyRow.handover.in_(ids), PovertyRow.state == UNKNOWN, PovertyRow.kelurahan.is_null(False)
    )
    return dict(rows.group_by(PovertyRow.handover).tuples())
