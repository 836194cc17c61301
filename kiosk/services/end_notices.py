"""A funder is told that cover it pays for was ended at the desk (cover_ends): of a death with respect, by numbers and
never by name (0048)."""

from datetime import date

from peewee import fn

from db.models import CoverageMonth, Funder, PaymentAllocation
from kiosk.domain.clock import start_of, today, utc_now
from kiosk.services import message_texts, pledge_notices, releases
from kiosk.services.message_texts import Ended
from kiosk.services.messages import RELEASED, TO_FUNDER, link, write_anew, write_letter
from kiosk.services.notice_readers import readers_of
from kiosk.services.notices import GATHERED_WITHIN


def ended(*, funder_id: int) -> None:
    """In the transaction that ended somebody's cover at the desk (cover_ends). One letter a day for each funder, with
    the day's numbers and nobody's name."""
    funder = Funder.get_by_id(funder_id)
    addresses, day = readers_of(funder), today()
    found = _ended_on(day, funder_id)
    if not found or not addresses:
        return
    died, stopped = found.get(releases.DIED, Ended()), found.get(releases.STOPPED, Ended())
    letter = {
        "key": f"{RELEASED}:{funder_id}:ended:{day}",
        "subject": message_texts.ended_subject(funder=funder.name, died=died),
        "text": message_texts.ended_text(
            funder=funder.name, died=died, stopped=stopped, day=day, link=link("/tagihan")
        ),
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=RELEASED, to_kind=TO_FUNDER, funder=funder_id, **letter):
        write_anew(**letter)


def taken_back(worker_id: int) -> None:
    """In the transaction that took a death back: whoever was told of it is told that it was wrong, funders and donors.
    One letter of a worker for each of them."""
    day = today()
    rows = CoverageMonth.select(CoverageMonth.funder).where(
        CoverageMonth.worker == worker_id, CoverageMonth.released_why == releases.DIED
    )
    for funder in Funder.select().where(Funder.id.in_(rows)).order_by(Funder.id):
        if addresses := readers_of(funder):
            write_letter(
                kind=RELEASED,
                to_kind=TO_FUNDER,
                funder=funder.id,
                key=f"{RELEASED}:{funder.id}:alive:{worker_id}:{day}",
                subject=message_texts.alive_subject(funder=funder.name),
                text=message_texts.alive_text(funder=funder.name, day=day, link=link("/tagihan")),
                addresses=addresses,
            )
    pledge_notices.taken_back(worker_id)


def _ended_on(day: date, funder_id: int) -> dict[str, Ended]:
    """By why: people and months of this funder whose cover was ended at the desk on that day, and what became
    credit."""
    ended_there = (
        (CoverageMonth.funder == funder_id)
        & CoverageMonth.released_why.in_((releases.DIED, releases.STOPPED))
        & (CoverageMonth.released_at >= start_of(day))
    )
    counted = CoverageMonth.select(
        CoverageMonth.released_why,
        fn.COUNT(CoverageMonth.worker.distinct()),
        fn.COUNT(CoverageMonth.id),
    ).where(ended_there)
    given_back = (
        PaymentAllocation.select(CoverageMonth.released_why, fn.SUM(PaymentAllocation.amount))
        .join(CoverageMonth)
        .where(ended_there, PaymentAllocation.reverses.is_null(False))
        .where(PaymentAllocation.why == CoverageMonth.released_why, PaymentAllocation.at >= start_of(day))
    )
    credited = dict(given_back.group_by(CoverageMonth.released_why).tuples())
    return {
        why: Ended(people, months, -int(credited.get(why) or 0))
        for why, people, months in counted.group_by(CoverageMonth.released_why).tuples()
    }
