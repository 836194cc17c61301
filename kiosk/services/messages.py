"""The queue of what people are told: letters to funders and officers, which a job sends, and words for workers, which
somebody at a post says by hand. A key makes each of them once only, however many processes think of it."""

from collections.abc import Iterable
from datetime import datetime

from db.kept import KeptInsert
from db.models import Message
from kiosk.domain.clock import utc_now
from kiosk.services import safe

ADDRESS = "message.address"
QUEUED, SENDING, SENT, FAILED = "queued", "sending", "sent", "failed"
BY_HAND, DONE, STALE = "by_hand", "done", "stale"  # stale: true no longer, nobody has to say it
STATES = (QUEUED, SENDING, SENT, FAILED, BY_HAND, DONE, STALE)
TO_WORKER, TO_FUNDER, TO_POST = "worker", "funder", "post"
EMAIL, HAND = "email", "hand"
DIGEST, RELEASED = "digest", "released"

_rows = KeptInsert(Message, unless="key")
_public_url = ""


def configure(public_url: str) -> None:
    """What every link in a letter starts with (PAYUNG_URL); never taken from a request."""
    global _public_url
    _public_url = public_url


def link(path: str) -> str:
    return _public_url + path


def say_by_hand(rows: Iterable[dict]) -> None:
    """Words for workers, in the caller's transaction: `rows` name key, kind, worker, funder, post, subject, text. Until
    the next digest has counted them they carry a time in `next_try_at`."""
    fixed = {"to_kind": TO_WORKER, "channel": HAND, "state": BY_HAND, "next_try_at": utc_now()}
    _rows.add_all([{**row, **fixed} for row in rows])


def write_letter(
    *,
    key: str,
    kind: str,
    to_kind: str,
    addresses: Iterable[str],
    subject: str,
    text: str,
    funder: int | None = None,
    batch: int | None = None,
    post: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Queue a letter in the caller's transaction, to all these addresses as one, to be sent from `at` (now) on. False
    where the key has been used."""
    about = {"kind": kind, "to_kind": to_kind, "funder": funder, "batch": batch, "post": post}
    said = {"subject": subject, "text": text}
    return bool(_rows.add(key=key, **about, **said, **_queued(addresses, at)))


def write_anew(*, key: str, subject: str, text: str, addresses: Iterable[str], at: datetime) -> None:
    """A letter that was queued under this key says something newer now, and goes out (again) from `at` on."""
    changes = {**_queued(addresses, at), "tries": 0, "error": ""}  # `sent_at` tells when its older words left
    Message.update(subject=subject, text=text, **changes).where(Message.key == key).execute()


def mend_waiting(key: str, *, subject: str, text: str, since: datetime) -> bool:
    """A letter that waits says what is so now, at the time it waits for. Whether somebody reads nothing else: False
    where it left since then, or is just leaving. In the caller's transaction."""
    Message.update(subject=subject, text=text).where(
        Message.key == key, Message.state.in_((QUEUED, SENDING, FAILED))
    ).execute()
    letter = Message.get_or_none(Message.key == key)
    if letter is None:
        return True
    left = letter.sent_at is not None and letter.sent_at >= since
    return not left and letter.state not in (SENDING, SENT)


def take_back(key: str) -> None:
    """A letter that waits says what is so no longer: it is not sent. In the caller's transaction."""
    Message.update(state=STALE).where(Message.key == key, Message.state == QUEUED).execute()


def _queued(addresses: Iterable[str], at: datetime | None) -> dict:
    row = {"channel": EMAIL, "address": sealed(addresses), "state": QUEUED}
    return {**row, "next_try_at": at or utc_now()}


def sealed(addresses: Iterable[str]) -> bytes | None:
    return safe.seal("\n".join(addresses), ADDRESS)


def addresses_of(message: Message) -> tuple[str, ...]:
    text = safe.open_text(message.address, ADDRESS)
    return tuple(text.split("\n")) if text else ()
