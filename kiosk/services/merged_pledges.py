"""Whom a civil servant has taken on under a registration that is merged goes over to the right one; of two pledges for
one person one stays."""

from db.models import CoverageMonth, Pledge
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.pledges import MERGED
from kiosk.services import pledge_endings


def move(wrong: int, right: int) -> None:
    """In the caller's transaction, which holds both and has moved their months and commitments already. A pledge whose
    months were let go because somebody else has the same ones is over."""
    live = list(
        Pledge.select()
        .where(Pledge.worker.in_([wrong, right]), Pledge.ended_at.is_null())
        .order_by(Pledge.id)
    )
    stays = _that_stays(live, right)
    pledge_endings.close([one for one in live if one is not stays], why=MERGED)
    Pledge.update(worker=right).where(Pledge.worker == wrong).execute()


def _that_stays(live: list[Pledge], right: int) -> Pledge | None:
    """The one whose months stand; of two alike that of the right number. None where all months are somebody else's."""
    theirs, others = _standing(right)
    if not theirs and others:
        return None
    found = [one for one in live if one.commitment_id in theirs] or ([] if theirs else live)
    return next((one for one in found if one.worker_id == right), found[0] if found else None)


def _standing(right: int) -> tuple[set[int], bool]:
    """The commitments of civil servants with live months from this month on; and whether anybody else has such."""
    rows = CoverageMonth.select(CoverageMonth.commitment, CoverageMonth.funder_kind).where(
        CoverageMonth.worker == right,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.month > first_of_month(today()),
    )
    found = list(rows.tuples())
    return {id_ for id_, kind in found if kind == "asn"}, any(kind != "asn" for _id, kind in found)
