"""One letter a day to each funder and each post: how much is new, and where its names stand."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from db.connection import in_turn, writing
from db.models import Funder, Message
from kiosk.services import message_texts
from kiosk.services.message_texts import STARTED
from kiosk.services.messages import BY_HAND, DIGEST, DONE, STALE, TO_FUNDER, TO_POST, link, write_letter
from kiosk.services.notice_readers import active_posts, officers_of, readers_of
from kiosk.services.portions import in_chunks

DIGESTS = 4  # one round at a time: two would share the news between them
AT_ONCE = 500

Counts = dict[int, Counter]


def write(day: date) -> None:
    """What has been found since the last time, in one transaction. A second round of the same day leaves what is new
    for tomorrow."""
    with writing():
        in_turn(DIGESTS)
        news = _uncounted()
        by_funder, by_post = _counted(news, "funder_id"), _counted(news, "post_id")
        if _written(
            [*(_key(TO_FUNDER, one, day) for one in by_funder), *(_key(TO_POST, one, day) for one in by_post)]
        ):
            return
        _write_to_funders(by_funder, day)
        _write_to_posts(by_post, day)
        for chunk in in_chunks((message.id for message in news), AT_ONCE):
            Message.update(next_try_at=None).where(Message.id.in_(chunk)).execute()


def _uncounted() -> list[Message]:
    columns = (Message.id, Message.kind, Message.funder, Message.post, Message.state)
    waiting = Message.state.in_((BY_HAND, DONE, STALE)) & Message.next_try_at.is_null(False)
    return list(Message.select(*columns).where(waiting).order_by(Message.id))


def _counted(news: list[Message], whose: str) -> Counts:
    found: Counts = defaultdict(Counter)
    for message in news:
        if getattr(message, whose) and message.state != STALE:
            found[getattr(message, whose)][message.kind] += 1
    return dict(sorted(found.items()))


def _key(to_kind: str, number: int, day: date) -> str:
    return f"{DIGEST}:{to_kind}:{number}:{day}"


def _written(keys: list[str]) -> bool:
    return any(Message.select().where(Message.key.in_(chunk)).exists() for chunk in in_chunks(keys, AT_ONCE))


def _write_to_funders(by_funder: Counts, day: date) -> None:
    for funder in Funder.select().where(Funder.id.in_(list(by_funder))).order_by(Funder.id):
        counts = by_funder[funder.id]
        text = message_texts.funder_digest(funder=funder.name, counts=counts, day=day, links=_lists(counts))
        _write(TO_FUNDER, funder.id, readers_of(funder), counts, text, day)


def _lists(counts: Mapping[str, int]) -> list[str]:
    """Where these people stand by name."""
    ends = set(counts) - {STARTED}
    return [link("/berakhir")] * bool(ends) + [link("/pekerja")] * (STARTED in counts)


def _write_to_posts(by_post: Counts, day: date) -> None:
    names = active_posts().names
    for post_id, counts in by_post.items():
        name = names.get(post_id, "")
        text = message_texts.post_digest(post=name, counts=counts, day=day, link=link("/pesan"))
        _write(TO_POST, post_id, officers_of(post_id), counts, text, day)


def _write(
    to_kind: str, number: int, addresses: list[str], counts: Mapping[str, int], text: str, day: date
) -> None:
    if addresses:
        write_letter(
            key=_key(to_kind, number, day), kind=DIGEST, to_kind=to_kind, addresses=addresses, text=text,
            subject=message_texts.digest_subject(counts), **{to_kind: number},
        )  # fmt: skip
