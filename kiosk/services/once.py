"""One answer per key, for every creating POST: a form sent twice over a bad network acts once."""

from collections.abc import Callable, Mapping

from db.connection import writing
from db.kept import KeptInsert, KeptQuery
from db.models import OnceKey
from kiosk.domain.words import N_
from kiosk.services import safe
from kiosk.services.acting import Actor, Refused

SENT_BEFORE = N_(
    "Formulir ini sudah pernah dikirim dengan isi lain. Yang pertama sudah tersimpan; buka formulir baru untuk "
    "mengirim yang ini."
)

_keys = KeptInsert(OnceKey, unless="key")
_answers = KeptQuery(lambda slot: OnceKey.update(answer=slot("answer")).where(OnceKey.key == slot("key")))


class KeyInUse(Refused):
    """The key already answered for other content or another person: 409. `answer` is what was made then, for the
    person who made it; nobody else is told anything."""

    def __init__(self, answer: str | None = None):
        super().__init__(SENT_BEFORE)
        self.answer = answer


def once(*, key: str, purpose: str, content: Mapping, by: Actor, make: Callable[[], str]) -> tuple[str, bool]:
    """Run `make` in one write transaction unless `key` has already been answered.

    `content` is the cleaned form; its HMAC tells a repeat (same answer again) from a changed form under the
    same key (KeyInUse). Returns the answer and whether it is the first time. Raises what `make` raises, and
    then nothing is kept, so that the corrected form may come back under the same key."""
    print_of_content = safe.fingerprint({"purpose": purpose, **content})
    with writing():
        taken = _take(key, purpose, print_of_content, by)
        if not taken:
            return _earlier_answer(key, print_of_content, by), False
        answer = make()
        _answers.change(key=key, answer=answer)
    return answer, True


def was_answered(*, key: str, purpose: str, by: Actor) -> bool:
    """Whether this form came before from the same person: `once` answers it as the first time."""
    sent = OnceKey.select().where(OnceKey.key == key, OnceKey.user == by.user_id)
    return sent.where(OnceKey.purpose == purpose).exists()


def _take(key: str, purpose: str, content: bytes, by: Actor) -> bool:
    """True when the key is ours now. The unique index decides; on PostgreSQL the second caller waits here
    until the first one's transaction has ended."""
    return bool(_keys.add(key=key, user=by.user_id, purpose=purpose, content=content))


def _earlier_answer(key: str, content: bytes, by: Actor) -> str:
    earlier = OnceKey.get(OnceKey.key == key)
    if earlier.user_id != by.user_id:
        raise KeyInUse
    if earlier.content != content:
        raise KeyInUse(earlier.answer)
    return earlier.answer
