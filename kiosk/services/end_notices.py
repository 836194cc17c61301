"""A funder is told that cover it pays for was ended at the desk (cover_ends): by numbers, never by name or reason."""

from datetime import date

from peewee import fn

from db.models import CoverageMonth, Funder
from kiosk.domain.clock import start_of, today, utc_now
from kiosk.services import message_texts, releases
from kiosk.services.messages import RELEASED, TO_FUNDER, link, write_anew, write_letter
from kiosk.services.notice_readers import readers_of
from kiosk.services.notices import GATHERED_WITHIN


def ended(*, funder_id: int) -> None:
    """In the transaction that ended somebody's cover at the desk (cover_ends). One letter a day for each funder, with
    the day's numbers and nobody's name or reason."""
    funder = Funder.get_by_id(funder_id)
    addresses, day = readers_of(funder), today()
    months, people = _ended_on(day, funder_id)
    if not months or not addresses:
        return
    letter = {
        "key": f"{RELEASED}:{funder_id}:ended:{day}",
        "subject": message_texts.ended_subject(funder=funder.name),
        "text": message_texts.ended_text(
            funder=funder.name, months=months, people=people, day=day, link=link("/tagihan")
        ),
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=RELEASED, to_kind=TO_FUNDER, funder=funder_id, **letter):
        write_anew(**letter)


def _ended_on(day: date, funder_id: int) -> tuple[int, int]:
    """Months and people of this funder whose cover was ended at the desk on that day."""
    counted = CoverageMonth.select(fn.COUNT(CoverageMonth.id), fn.COUNT(CoverageMonth.worker.distinct()))
    rows = counted.where(
        CoverageMonth.funder == funder_id,
        CoverageMonth.released_why.in_((releases.DIED, releases.STOPPED)),
        CoverageMonth.released_at >= start_of(day),
    )
    return rows.tuples().get()
