"""*Pos hari ini*: what an officer chose holds in this session until the day ends; who has several posts is asked until
they have said so. The marks carry the person, because colleagues share machines."""

from flask import request, session

from kiosk.domain.clock import today
from kiosk.services.acting import PostOfDuty

CHOSEN, CHOSEN_ON = "post", "post_on"
ASKING_PAGES = ("/", "/pekerja/baru")


def choose(code: str, person: int) -> None:
    """`code` is one of the person's own posts."""
    session[CHOSEN], session[CHOSEN_ON] = code, _mark(person)


def post_on_duty(posts: tuple[PostOfDuty, ...], person: int) -> PostOfDuty | None:
    """The one chosen today, until then the first of the person's own."""
    code = session.get(CHOSEN) if session.get(CHOSEN_ON) == _mark(person) else None
    return next((post for post in posts if post.code == code), posts[0] if posts else None)


def is_to_be_asked(posts: tuple[PostOfDuty, ...], person: int) -> bool:
    return len(posts) > 1 and session.get(CHOSEN_ON) != _mark(person)


def asks(posts: tuple[PostOfDuty, ...], person: int) -> bool:
    """Where the day begins and where a post is stamped on a record, until there is an answer: another machine, or one
    chosen yesterday, would silently stamp the wrong one."""
    return request.path in ASKING_PAGES and is_to_be_asked(posts, person)


def _mark(person: int) -> str:
    return f"{person} {today().isoformat()}"
