"""A funder is told that cover it pays for was ended at the desk (cover_ends): of a death with respect, by numbers and
never by name (0048). What is taken back before its letter has left is never told."""

from collections import defaultdict
from datetime import date, timedelta

from peewee import fn

from db.models import CoverageMonth, Funder, PaymentAllocation, Worker
from kiosk.domain.clock import local, start_of, today, utc_now
from kiosk.services import end_links, message_texts, pledge_notices, releases
from kiosk.services.message_texts import Ended
from kiosk.services.messages import RELEASED, TO_FUNDER, link, mend_waiting, write_anew, write_letter
from kiosk.services.notice_readers import readers_of
from kiosk.services.notices import GATHERED_WITHIN

DIED, STOPPED, MISTAKEN = releases.DIED, releases.STOPPED, "mistaken"


def ended(*, funder_id: int) -> None:
    """In the transaction that ended somebody's cover at the desk (cover_ends). One letter a day for each funder, with
    the day's numbers and nobody's name."""
    funder = Funder.get_by_id(funder_id)
    addresses, said = readers_of(funder), _said(funder, today())
    if not said or not addresses:
        return
    letter = {**said, "addresses": addresses, "at": utc_now() + GATHERED_WITHIN}
    if not write_letter(kind=RELEASED, to_kind=TO_FUNDER, funder=funder_id, **letter):
        write_anew(**letter)


def taken_back(worker_id: int) -> None:
    """In the transaction that took a death back, which no longer stands: whoever was told of it, funders and donors, is
    told that it was wrong, in one letter of a worker for each of them; a letter that has not left says it no more."""
    day = today()
    gone = (CoverageMonth.worker == worker_id) & (CoverageMonth.released_why == releases.DIED)
    last = CoverageMonth.select(CoverageMonth.funder, fn.MAX(CoverageMonth.released_at)).where(gone)
    since = dict(last.group_by(CoverageMonth.funder).tuples())
    for funder in Funder.select().where(Funder.id.in_(list(since))).order_by(Funder.id):
        said = _said(funder, local(since[funder.id]).date())
        if not said or mend_waiting(**said, since=since[funder.id]):
            continue
        if addresses := readers_of(funder):
            write_letter(
                kind=RELEASED,
                to_kind=TO_FUNDER,
                funder=funder.id,
                key=f"{RELEASED}:{funder.id}:alive:{worker_id}:{day}",
                subject=message_texts.alive_subject(funder=funder.name),
                text=message_texts.alive_text(
                    funder=funder.name,
                    day=day,
                    links=[link(path) for path in end_links.of_worker(funder, worker_id)],
                ),
                addresses=addresses,
            )
    pledge_notices.taken_back(worker_id)


def _said(funder: Funder, day: date) -> dict:
    """Key, subject and text of the letter of that day; empty where nothing of theirs ended."""
    found = _ended_on(day, funder.id)
    if not found:
        return {}
    by_why = {why: found.get(why, message_texts.NOBODY) for why in (DIED, STOPPED, MISTAKEN)}
    return {
        "key": f"{RELEASED}:{funder.id}:ended:{day}",
        "subject": message_texts.ended_subject(funder=funder.name, died=by_why[DIED]),
        "text": message_texts.ended_text(
            funder=funder.name,
            **by_why,
            day=day,
            links=[link(path) for path in end_links.of_day(funder, since=start_of(day))],
        ),
    }


def _ended_on(day: date, funder_id: int) -> dict[str, Ended]:
    """By why: people and months of this funder whose cover was ended at the desk on that day, and what became
    credit."""
    ended_there = (
        (CoverageMonth.funder == funder_id)
        & CoverageMonth.released_why.in_((DIED, STOPPED))
        & _on(day, CoverageMonth.released_at)
    )
    counted = (
        CoverageMonth.select(
            CoverageMonth.released_why,
            Worker.died_on,
            fn.COUNT(CoverageMonth.worker.distinct()),
            fn.COUNT(CoverageMonth.id),
        )
        .join(Worker)
        .where(ended_there)
        .group_by(CoverageMonth.released_why, Worker.died_on)
    )
    given_back = (
        PaymentAllocation.select(
            CoverageMonth.released_why,
            Worker.died_on,
            fn.COUNT(CoverageMonth.id.distinct()),
            fn.SUM(PaymentAllocation.amount),
        )
        .join(CoverageMonth)
        .join(Worker)
        .where(ended_there, PaymentAllocation.reverses.is_null(False))
        .where(PaymentAllocation.why == CoverageMonth.released_why, _on(day, PaymentAllocation.at))
        .group_by(CoverageMonth.released_why, Worker.died_on)
    )
    found: dict[str, Ended] = defaultdict(Ended)
    for why, died_on, people, months in counted.tuples():
        found[_told_as(why, died_on)] += Ended(people, months)
    for why, died_on, months, amount in given_back.tuples():
        found[_told_as(why, died_on)] += Ended(paid=months, credited=-int(amount or 0))
    return found


def _told_as(why: str, died_on: date | None) -> str:
    """A death that was taken back is told as what it was."""
    return MISTAKEN if why == DIED and died_on is None else why


def _on(day: date, moment):
    return (moment >= start_of(day)) & (moment < start_of(day) + timedelta(days=1))
