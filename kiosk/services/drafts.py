"""Half-filled enrolment forms: kept sealed for whoever types them until they are sent, thrown away or too old.

Nobody has consented to anything yet, so a draft is short-lived (setting `draft_days`) and its owner's alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import EXCLUDED, fn

from db.connection import writing
from db.kept import KeptQuery
from db.models import Draft, OnceKey
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, safe, settings
from kiosk.services.acting import Actor, NotThere, Refused

MOST_KEPT = 5  # drafts of one person
MOST_BYTES = 20_000
LONGEST_MEASURED = 3600  # seconds: what lay longer was interrupted and says nothing of the work
NEVER_KEPT = ("csrf_token", "client_key", "filled_by", "photo", "signature")
# What the form says of itself or takes from the NIK. A NIK alone may only have been looked up.
NOT_TYPED = ("consent_how", "batch", "nik", "serial_zero", "birth_on", "sex")

TOO_LONG = N_(
    "Isian ini terlalu panjang untuk disimpan sementara. Pendekkan yang panjang, atau kirim sekarang."
)

_drafts = KeptQuery(
    lambda slot: (
        Draft.select(Draft.client_key, Draft.content, Draft.updated_at)
        .where(Draft.user == slot("user"), ~fn.EXISTS(_answered(Draft.client_key)))
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )
)
_taken = KeptQuery(
    lambda slot: (
        Draft.delete()
        .where(Draft.client_key == slot("key"), Draft.user == slot("user"))
        .returning(Draft.created_at)
    )
)


@dataclass(frozen=True)
class KeptDraft:
    """`content` is field → what was typed, `kept_at` when last (naive UTC)."""

    client_key: str
    content: dict[str, str]
    kept_at: datetime

    @property
    def name(self) -> str:
        return " ".join(self.content.get("name", "").split())

    def older_than(self, minutes: int) -> bool:
        return utc_now() - self.kept_at > timedelta(minutes=minutes)


def keep(*, client_key: str, fields: Mapping[str, str], by: Actor) -> datetime | None:
    """Keep what has been typed so far, sound or not; answers with the time (UTC).

    None where nothing is kept: nothing was typed, the form has been sent already, or the key is somebody else's.
    Raises Refused for more than MOST_BYTES."""
    typed = {name: value for name, value in fields.items() if name not in NEVER_KEPT and value.strip()}
    content = json.dumps(typed, ensure_ascii=False)
    if len(content.encode()) > MOST_BYTES:
        raise Refused(TOO_LONG)
    with writing():
        if not typed.keys() - set(NOT_TYPED):
            _taken.rows(key=client_key, user=by.user_id)
            return None
        return _keep(client_key, content, by)


def _keep(client_key: str, content: str, by: Actor) -> datetime | None:
    now = utc_now()
    if _answered(client_key).exists() or not _write(client_key, content, now, by):
        return None
    newest = Draft.select(Draft.id).where(Draft.user == by.user_id).order_by(Draft.updated_at.desc())
    Draft.delete().where(Draft.user == by.user_id, Draft.id.not_in(newest.limit(MOST_KEPT))).execute()
    return now


def _write(client_key: str, content: str, now: datetime, by: Actor) -> bool:
    """False, and nothing changed, where the key is another person's."""
    row = {"user": by.user_id, "client_key": client_key, "content": safe.seal(content, safe.DRAFT)}
    written = (
        Draft.insert(**row, created_at=now, updated_at=now)
        .on_conflict(
            conflict_target=[Draft.client_key],
            update={Draft.content: EXCLUDED.content, Draft.updated_at: EXCLUDED.updated_at},
            where=(Draft.user == by.user_id),
        )
        .returning(Draft.id)
    )
    return bool(list(written.execute()))


def _answered(client_key):
    """The query of whether a form with this key has been saved."""
    return OnceKey.select(OnceKey.key).where(OnceKey.key == client_key)


def drafts_of(by: Actor) -> list[KeptDraft]:
    """This person's drafts, the latest first; one query."""
    return [
        KeptDraft(key, json.loads(safe.open_text(content, safe.DRAFT)), _as_time(at))
        for key, content, at in _drafts.rows(user=by.user_id)
    ]


def discard(*, client_key: str, by: Actor) -> None:
    """Throw an own draft away. Raises NotThere, also for anybody else's."""
    with writing():
        if not _taken.rows(key=client_key, user=by.user_id):
            raise NotThere
        audit.record("isian.dibuang", by=by, kind="isian")


def finish(*, client_key: str, by: Actor) -> int | None:
    """The form has been saved: its draft goes, in the caller's transaction. Answers with the seconds since it was
    begun; None without a draft or when it lay for longer than an hour."""
    begun = _taken.rows(key=client_key, user=by.user_id)
    seconds = (utc_now() - _as_time(begun[0][0])).total_seconds() if begun else LONGEST_MEASURED
    return int(seconds) if seconds < LONGEST_MEASURED else None


def delete_old() -> int:
    """Delete drafts nobody came back to for `draft_days`, and what was left of forms sent since; how many."""
    oldest = utc_now() - timedelta(days=settings.whole("draft_days"))
    sent = Draft.client_key.in_(
        OnceKey.select(OnceKey.key).where(OnceKey.key.in_(Draft.select(Draft.client_key)))
    )
    with writing():
        return Draft.delete().where((Draft.updated_at < oldest) | sent).execute()


def _as_time(stored: datetime | str) -> datetime:
    """A kept query hands on what the driver gives: SQLite keeps times as text."""
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
