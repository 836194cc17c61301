"""*Pos hari ini*: what an officer chose holds in this session until the day ends; who has several posts is asked once
a day. The marks carry the person, because colleagues share machines."""

from flask import session

from kiosk.domain.clock import today
from kiosk.services.acting import PostOfDuty

CHOSEN, CHOSEN_ON, ASKED_ON = "post", "post_on", "post_asked_on"


def choose(code: str, person: int) -> None:
    """`code` is one of the person's own posts."""
    session[CHOSEN], session[CHOSEN_ON] = code, _mark(person)


def post_on_duty(posts: tuple[PostOfDuty, ...], person: int) -> PostOfDuty | None:
    """The one chosen today, until then the first of the person's own."""
    code = session.get(CHOSEN) if session.get(CHOSEN_ON) == _mark(person) else None
    return next((post for post in posts if post.code == code), posts[0] if posts else None)


def is_to_be_asked(posts: tuple[PostOfDuty, ...], person: int) -> bool:
    marks = (session.get(CHOSEN_ON), session.get(ASKED_ON))
    return len(posts) > 1 and _mark(person) not in marks


def asks(posts: tuple[PostOfDuty, ...], person: int) -> bool:
    """For the page that asks; the next one no longer does."""
    asked = is_to_be_asked(posts, person)
    if asked:
        session[ASKED_ON] = _mark(person)
    return asked


def _mark(person: int) -> str:
    return f"{person} {today().isoformat()}"
