"""What was and is to be told, as the page shows it: to an officer what waits at own posts to be said by hand, to a
company its letters, to admin and auditor all of it."""

from dataclasses import dataclass

from peewee import JOIN, Case, fn

from db.models import Company, Funder, Message, Post, Worker
from kiosk.services import message_truth, messages
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.message_texts import ENDED, ENDING, LAPSED, REVOKED, STARTED
from kiosk.services.messages import BY_HAND, DONE, FAILED, QUEUED, STALE, TO_FUNDER, TO_WORKER
from kiosk.services.portions import one_page

PAGE = 30
MOST_COUNTED = 1000
READS_ALL = ("admin", "auditor")
STATES_OF_OFFICER = (BY_HAND, DONE, STALE)
MOST_URGENT_FIRST = (LAPSED, ENDING, ENDED, REVOKED, STARTED)


@dataclass(frozen=True)
class Line:
    """One message. `holds`: of one to be said by hand, whether it is still so; `may_say` whether this person says it.
    `addresses` are shown to who may send again."""

    message: Message
    holds: bool
    may_say: bool
    addresses: tuple[str, ...] = ()

    @property
    def has_phone(self) -> bool:
        return self.message.worker.phone_sealed is not None

    @property
    def waits(self) -> bool:
        return self.message.state == BY_HAND and self.holds


def states_for(by: Actor) -> tuple[str, ...]:
    """By what one may sort out the list; the first is an officer's own choice."""
    if by.role in READS_ALL:
        return messages.STATES
    return STATES_OF_OFFICER if by.role == "petugas" else ()


@dataclass(frozen=True)
class Sought:
    """What to look for: codes of messages; a kelurahan's code, OUTSIDE for people from outside the city. Empty stands
    for any; an officer who names no state means what waits to be said."""

    state: str = ""
    kind: str = ""
    kelurahan: str = ""


def count_of(*, by: Actor, sought: Sought = Sought()) -> int:
    """How many, counted to MOST_COUNTED; one more than that stands for all beyond."""
    return _found(by, sought).limit(MOST_COUNTED + 1).count()


def kinds_for(by: Actor) -> tuple[str, ...]:
    """By what an officer may sort out what waits."""
    return MOST_URGENT_FIRST if by.role == "petugas" or by.role in READS_ALL else ()


def page_of(*, by: Actor, sought: Sought = Sought(), page: int = 1) -> tuple[list[Line], bool]:
    """One page, and whether more follow: of what waits to be said the most urgent first, of all else the newest."""
    query, state = _found(by, sought), _state(by, sought)
    order = (_urgency(), Message.id) if state == BY_HAND else (Message.id.desc(),)
    # Sorted by themselves, named afterwards: a post may have thousands.
    shown, follows = one_page(query.order_by(*order), page=page, size=PAGE)
    rows = list(_with_names().where(Message.id.in_([one.id for one in shown])).order_by(*order))
    return _lines(rows, by), follows


def _state(by: Actor, sought: Sought) -> str:
    return sought.state or (BY_HAND if by.role == "petugas" else "")


def _found(by: Actor, sought: Sought):
    query = _reached(Message.select(Message.id), by)
    if state := _state(by, sought):
        query = query.where(Message.state == state)
    if sought.kind:
        query = query.where(Message.kind == sought.kind)
    if not sought.kelurahan:
        return query
    return query.join(Worker).where(*lives_in(sought.kelurahan))


def waiting_for(*, worker: Worker, by: Actor) -> list[Line]:
    """What somebody at the post still has to say to this person, for who looks at the person's page."""
    if by.role == "mitra":
        return []
    query = _with_names().where(Message.worker == worker.id, Message.state == BY_HAND)
    return [line for line in _lines(list(query.order_by(Message.id)), by) if line.holds]


def counts() -> dict[str, int]:
    """How many letters wait to be sent and how many have failed."""
    rows = Message.select(Message.state, fn.COUNT(Message.id)).where(Message.state.in_((QUEUED, FAILED)))
    return dict(rows.group_by(Message.state).tuples())


def may_say(by: Actor, message: Message) -> bool:
    return by.role == "admin" or (by.role == "petugas" and message.post_id in by.post_ids)


def _with_names():
    return (
        Message.select(Message, Worker, Funder, Post)
        .join(Worker, JOIN.LEFT_OUTER)
        .switch(Message)
        .join(Funder, JOIN.LEFT_OUTER)
        .switch(Message)
        .join(Post, JOIN.LEFT_OUTER)
    )


def _reached(query, by: Actor):
    if by.role == "petugas":
        return query.where(Message.to_kind == TO_WORKER, Message.post.in_(by.post_ids))
    if by.role == "mitra":
        own = Company.select(Company.funder).where(Company.id == by.company_id)
        return query.where(Message.to_kind == TO_FUNDER, Message.funder.in_(own))
    return query


def _urgency():
    return Case(Message.kind, [(kind, place) for place, kind in enumerate(MOST_URGENT_FIRST)])


def _lines(rows: list[Message], by: Actor) -> list[Line]:
    true = message_truth.still_true([one for one in rows if one.state == BY_HAND])
    return [
        Line(
            message,
            message.id in true,
            may_say(by, message),
            messages.addresses_of(message) if by.role == "admin" else (),
        )
        for message in rows
    ]
