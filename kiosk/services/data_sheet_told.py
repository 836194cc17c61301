"""What a person was told, and who called, as lines of the data sheet."""

from collections.abc import Iterable

from db.models import LapseContact, Message, Post, User
from kiosk.domain.clock import local
from kiosk.domain.words import long_date
from kiosk.files.data_sheets import Line
from kiosk.services.lapse_contacts import OUTCOMES

STATES = {
    "by_hand": "belum disampaikan",
    "done": "sudah disampaikan",
    "stale": "tidak jadi, keadaannya sudah berubah",
}


def told_lines(worker_ids: Iterable[int]) -> list[Line]:
    """(day, what, how far) of messages and calls about these numbers of one person, oldest first."""
    ids = list(worker_ids)
    told = [(row.created_at, row.subject, STATES.get(row.state, row.state)) for row in _messages(ids)]
    called = [(row.at, _call(row), _where(row)) for row in _calls(ids)]
    lines = sorted([*told, *called], key=lambda line: line[0])
    return [Line(long_date(local(at).date()), what, how_far) for at, what, how_far in lines]


def _messages(worker_ids: list[int]):
    return Message.select().where(Message.worker.in_(worker_ids))


def _calls(worker_ids: list[int]):
    query = (
        LapseContact.select(LapseContact, User, Post).join(User).switch(LapseContact).left_outer_join(Post)
    )
    return query.where(LapseContact.worker.in_(worker_ids))


def _call(row: LapseContact) -> str:
    said = f"Dihubungi: {OUTCOMES[row.outcome].lower()}"
    return f"{said}. Catatan: {row.note}" if row.note else said


def _where(row: LapseContact) -> str:
    return row.post.name if row.post else "Disnaker"
