"""News of single workers, as words that somebody at the post says by hand: each once, by its key, and as it would be
said today for as long as it waits."""

from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.models import CoverageMonth, Message, Worker
from kiosk.domain.clock import add_months, utc_now
from kiosk.services import message_texts, message_truth
from kiosk.services.message_texts import ENDING, REVOKED, STARTED
from kiosk.services.messages import BY_HAND, DONE, STALE, say_by_hand
from kiosk.services.notice_readers import Posts

LAST_NOTICE = "ending_last"


@dataclass(frozen=True)
class News:
    """One worker's: `month` is the first without cover, of STARTED the first with it. `stage` begins its key: the
    kind, or LAST_NOTICE."""

    stage: str
    worker_id: int
    month: date

    @property
    def kind(self) -> str:
        return ENDING if self.stage == LAST_NOTICE else self.stage

    @property
    def key(self) -> str:
        return _key(self.stage, self.worker_id, self.month)

    @property
    def paid_month(self) -> date:
        """The month whose funder is told too."""
        return self.month if self.kind == STARTED else add_months(self.month, -1)


def tell(news: list[News], posts: Posts) -> None:
    """In a transaction of its own: say what has not been said. What waits and would be put otherwise now (a last day
    that is over, a name that was corrected, a post that was closed) is put anew. What was set aside unsaid and is true
    again (a payment reversed, a death taken back) waits again."""
    rows, known = _rows(news, posts), _known(news)
    again = _true_again(known)
    fresh = [row for row in rows if row["key"] not in known]
    outdated = [row for row in rows if _waits_otherwise(known.get(row["key"]), row["text"])]
    if fresh or outdated or again:
        with writing():
            _write(fresh, news)
            for row in outdated:
                _put_anew(row)
            for row in rows:
                if row["key"] in again:
                    _say_again(row)


def say(news: list[News], posts: Posts) -> None:
    """In the caller's transaction: what has been said stays as it is."""
    _write(_rows(news, posts), news)


def say_once_more(news: list[News], posts: Posts) -> None:
    """In the caller's transaction: what was said or set aside has happened again, and waits again."""
    for row in _rows(news, posts):
        words = {"text": row["text"], "post": row["post"], "state": BY_HAND, "handled_by": None}
        again = Message.update({**words, "created_at": utc_now(), "next_try_at": utc_now()})
        again.where(Message.key == row["key"], Message.state.in_((DONE, STALE))).execute()


def _true_again(known: dict[str, Message]) -> set[str]:
    """The keys of what is set aside; not of what somebody has reached them about."""
    aside = [message for message in known.values() if message.state == STALE]
    true = message_truth.still_true(aside)
    return {message.key for message in aside if message.id in true}


def _waits_otherwise(known: Message | None, text: str) -> bool:
    return known is not None and known.state == BY_HAND and known.text != text


def _known(news: list[News]) -> dict[str, Message]:
    """By key."""
    rows = Message.select().where(Message.key.in_([one.key for one in news]))
    return {message.key: message for message in rows}


def _write(rows: list[dict], news: list[News]) -> None:
    say_by_hand(rows)
    replaced = [_key(ENDING, one.worker_id, one.month) for one in news if one.stage == LAST_NOTICE]
    if replaced:
        Message.update(state=STALE).where(Message.key.in_(replaced), Message.state == BY_HAND).execute()


def _put_anew(row: dict) -> None:
    words = {"text": row["text"], "post": row["post"]}
    Message.update(words).where(Message.key == row["key"], Message.state == BY_HAND).execute()


def _say_again(row: dict) -> None:
    """The next digest counts it again."""
    words = {"text": row["text"], "post": row["post"], "funder": row["funder"]}
    anew = {**words, "state": BY_HAND, "next_try_at": utc_now()}
    Message.update(anew).where(Message.key == row["key"], Message.state == STALE).execute()


def _key(stage: str, worker_id: int, month: date) -> str:
    return f"{stage}:{worker_id}:{month:%Y-%m}"


def _rows(news: list[News], posts: Posts) -> list[dict]:
    people, funders = _people(news), _funders([one for one in news if one.kind != REVOKED])
    return [
        _row(one, people[one.worker_id], funders.get((one.worker_id, one.paid_month)), posts)
        for one in news
        if one.worker_id in people
    ]


def _people(news: list[News]) -> dict[int, tuple]:
    """Name, sex, post of the enrolment, kelurahan."""
    columns = (Worker.id, Worker.name, Worker.sex, Worker.enrolled_post, Worker.kelurahan)
    rows = Worker.select(*columns).where(Worker.id.in_([one.worker_id for one in news]))
    return {worker_id: facts for worker_id, *facts in rows.tuples()}


def _funders(news: list[News]) -> dict[tuple[int, date], int]:
    rows = CoverageMonth.select(CoverageMonth.worker, CoverageMonth.month, CoverageMonth.funder).where(
        CoverageMonth.worker.in_([one.worker_id for one in news]),
        CoverageMonth.month.in_({one.paid_month for one in news}),
        CoverageMonth.released_at.is_null(),
    )
    return {(worker_id, month): funder_id for worker_id, month, funder_id in rows.tuples()}


def _row(one: News, person: tuple, funder_id: int | None, posts: Posts) -> dict:
    name, sex, enrolled_post, kelurahan = person
    post_id = posts.of(enrolled_post, kelurahan)
    place = posts.names.get(post_id, "")
    text = message_texts.whatsapp_text(one.kind, name=name, sex=sex, month=one.month, place=place)
    return {
        "key": one.key,
        "kind": one.kind,
        "worker": one.worker_id,
        "funder": funder_id,
        "post": post_id,
        "subject": message_texts.TITLES[one.kind],
        "text": text,
    }
