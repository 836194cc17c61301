"""The day's work at the desk: who was enrolled today, by whom, and how long each took."""

from dataclasses import dataclass
from statistics import median

from db.models import Post, User, Worker
from kiosk.domain.clock import start_of, today
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.portions import one_page

PAGE = 30


@dataclass(frozen=True)
class DaysWork:
    """One page of `rows`, newest first; `count` and `half_within` (seconds, None where fewer than two times are known)
    are of all of them. `copied` sheets of paper were added today that bear the date of another day."""

    rows: list[Worker]
    follows: bool
    count: int
    half_within: int | None
    copied: int


def days_work(*, by: Actor, here_only: bool = False, own_only: bool = False, page: int = 1) -> DaysWork:
    """Those within this person's scope; `here_only` at the post of today, `own_only` by this person."""
    since_morning = access.workers_in_scope(by).where(Worker.enrolled_at >= start_of(today()))
    if here_only:
        since_morning = since_morning.where(Worker.enrolled_post == by.post_id)
    if own_only:
        since_morning = since_morning.where(Worker.enrolled_by == by.user_id)
    of_today = since_morning.where(Worker.enrolled_on == today())
    times = [seconds for (seconds,) in of_today.select(Worker.enrol_seconds).tuples()]
    rows, follows = one_page(_with_place(of_today), page=page, size=PAGE)
    copied = since_morning.where(Worker.enrolled_on < today()).count()
    return DaysWork(rows, follows, len(times), _half_within(times), copied)


def _with_place(query):
    return (
        query.select(Worker, User, Post)
        .join(User, on=(Worker.enrolled_by == User.id))
        .switch(Worker)
        .left_outer_join(Post, on=(Worker.enrolled_post == Post.id))
        .order_by(Worker.enrolled_at.desc(), Worker.id.desc())
    )


def _half_within(times: list[int | None]) -> int | None:
    known = [seconds for seconds in times if seconds is not None]
    return round(median(known)) if len(known) > 1 else None
