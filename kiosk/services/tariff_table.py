"""The tariff table to look at: what holds, what will, what did, and what was withdrawn, with who wrote it."""

from dataclasses import dataclass
from datetime import date

from db.models import Tariff, User
from kiosk.domain.clock import first_of_month, today
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere


@dataclass(frozen=True)
class TariffTable:
    """Rows with who added and withdrew them; withdrawn ones the latest first."""

    in_force: list[Tariff]
    coming: list[Tariff]
    past: list[Tariff]
    withdrawn: list[Tariff]


def table(*, by: Actor) -> TariffTable:
    """One query. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    rows, month = list(_with_people()), first_of_month(today())
    live = [row for row in rows if row.withdrawn_at is None]
    return TariffTable(
        in_force=[row for row in live if row.valid_from <= month and not _is_over(row, month)],
        coming=[row for row in live if row.valid_from > month],
        past=[row for row in live if _is_over(row, month)],
        withdrawn=sorted(
            (row for row in rows if row.withdrawn_at), key=lambda row: row.withdrawn_at, reverse=True
        ),
    )


def known(*, tariff_id: int, by: Actor) -> Tariff:
    """A row that holds or did. Raises NotThere, NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    row = Tariff.get_or_none(Tariff.id == tariff_id)
    if row is None:
        raise NotThere
    return row


def _with_people():
    added, withdrawn = User.alias(), User.alias()
    return (
        Tariff.select(Tariff, added.id, added.name, withdrawn.id, withdrawn.name)
        .left_outer_join(added, on=(Tariff.added_by == added.id), attr="added_by")
        .switch(Tariff)
        .left_outer_join(withdrawn, on=(Tariff.withdrawn_by == withdrawn.id), attr="withdrawn_by")
        .order_by(Tariff.programmes.desc(), Tariff.valid_from, Tariff.id)
    )


def _is_over(row: Tariff, month: date) -> bool:
    return row.valid_to is not None and row.valid_to < month
