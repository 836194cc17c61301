"""A place under a mandate that has come free: who died, stopped, or is funded by others may be replaced as long as the
mandate goes on, has no more people than it was signed for, and its limit holds."""

from db.connection import held
from db.models import Donor, Mandate, Pledge, Worker
from kiosk.domain import mandates
from kiosk.domain.pledges import REPLACED_AFTER
from kiosk.domain.words import N_
from kiosk.services import places, pledges
from kiosk.services.acting import NotThere, Refused
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.rates import rates_now

FILLED = N_(
    "Tempat ini sudah terisi, atau surat kuasanya tidak berlaku lagi. Muat ulang halaman pekerja Anda."
)
OVER_LIMIT = N_(
    "Iuran orang ini melebihi batas pada surat kuasa %(no)s. Pilih orang lain, atau tambahkan lewat surat kuasa baru."
)


class PlaceFilled(Refused):
    """Somebody has it again, or the mandate does not go on."""

    def __init__(self):
        super().__init__(FILLED)


def open_places(donor: Donor) -> list[Pledge]:
    """The pledges whose place may be taken, with mandate and worker, the latest first."""
    live = _count_live(donor)
    rows = (
        Pledge.select(Pledge, Mandate, Worker)
        .join(Mandate)
        .switch(Pledge)
        .join(Worker)
        .where(
            Pledge.donor == donor,
            Pledge.ended_why.in_(REPLACED_AFTER),
            _goes_on(),
            Pledge.id.not_in(_replaced(donor)),
        )
        .order_by(Pledge.id.desc())
    )
    found, left = [], {}
    for one in rows:
        mandate = one.mandate
        left.setdefault(mandate.id, mandate.people - live.get(mandate.id, 0))
        if left[mandate.id] > 0:
            left[mandate.id] -= 1
            found.append(one)
    return found


def place_of(donor: Donor, pledge_id: int) -> Pledge:
    """In the caller's transaction, which holds the donor: the pledge that is to be replaced, its mandate held. Raises
    NotThere for anybody else's, PlaceFilled."""
    gone = Pledge.get_or_none(Pledge.id == pledge_id, Pledge.donor == donor)
    if gone is None:
        raise NotThere
    list(held(Mandate.select().where(Mandate.id == gone.mandate_id)))
    place = next((one for one in open_places(donor) if one.id == pledge_id), None)
    if place is None:
        raise PlaceFilled
    return place


def require_place(donor: Donor, replaces: int | None, *, occupation: str) -> None:
    """In the caller's transaction, which holds the donor: there is room for somebody of this occupation, whoever it is.
    Raises NotThere, Refused."""
    if replaces:
        _require_within_limit(place_of(donor, replaces).mandate, occupation)
    else:
        pledges.require_room(donor)


def take(place: Pledge, pledge: Pledge) -> None:
    """In the caller's transaction: the newly reserved person comes under the mandate of the place."""
    _require_within_limit(place.mandate, Worker.get_by_id(pledge.worker_id).occupation_id)
    pledges.join(mandate=place.mandate, pledge=pledge)


def _require_within_limit(mandate: Mandate, occupation: str) -> None:
    """With one more person of this occupation."""
    people = [one.worker.occupation_id for one in pledges.live_under(mandate)]
    if _at_full_tariff([*people, occupation], mandate.plan) > mandate.limit_amount:
        raise Refused(OVER_LIMIT, no=mandate.no)


def _at_full_tariff(occupations: list[str], plan: str) -> int:
    rates, works, month = rates_now(), places.occupations_by_code(), next_debit_month()
    return sum(
        rates.month(month=month, sector=works[code].sector, public_money=None, plan=plan).amount
        for code in occupations
    )


def _goes_on():
    """The condition over Mandate: signed or verified, and nothing ends it."""
    return Mandate.state.in_((mandates.SIGNED, mandates.VERIFIED)) & Mandate.revoked_on.is_null()


def _replaced(donor: Donor):
    """Whose place somebody has taken, and still has or has lost to a later one."""
    return Pledge.select(Pledge.replaces).where(Pledge.donor == donor, Pledge.replaces.is_null(False))


def _count_live(donor: Donor) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = Pledge.select(Pledge.mandate).where(
        Pledge.donor == donor, Pledge.mandate.is_null(False), Pledge.ended_at.is_null()
    )
    for (mandate_id,) in rows.tuples():
        found[mandate_id] = found.get(mandate_id, 0) + 1
    return found
