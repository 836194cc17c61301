"""What somebody types on the public pages of signing up: sealed, for the browser that began it, thrown away after some
days. Nothing here looks at rosters, donors or accounts: whoever types a number learns nothing of it."""

import json
from collections.abc import Mapping
from datetime import timedelta

from db.connection import held, writing
from db.kept import KeptInsert
from db.models import SignUp
from kiosk.domain.clock import utc_now
from kiosk.services import safe
from kiosk.services.acting import NotThere
from kiosk.services.once import KeyInUse

CONTENT, KEY = "sign_up", "sign_up.draft"
# Nobody has agreed to anything yet, so not for long; a weekend and the three days of a link fit in.
LASTS = timedelta(days=7)
ABOUT_ONESELF = ("name", "status_asn", "nip", "nik")
ABOUT_WORK = ("jabatan", "opd", "unit", "phone", "email")
MOST_KEYS = 20  # of forms that one browser sent, the latest

_rows = KeptInsert(SignUp, unless="draft_hash")


def keep(*, key: str, fields: Mapping[str, str], client_key: str) -> str:
    """Keep sound fields, by their public names, beside those kept before; answers with the key that finds them. A first
    form's key makes it, so that the same form sent twice is one draft. Raises KeyInUse for other content under it."""
    first = safe.index(client_key, KEY).hex()[:40]
    with writing():
        row = _open(key) or _begin(first)
        said = _said(row)
        _require_same(said["answered"], client_key, safe.fingerprint(dict(fields)).hex())
        if any(said["fields"].get(name) != value for name, value in fields.items()):
            row.link_hash = None  # a link that was sent before was for other facts
        _write(row, {**said, "fields": said["fields"] | dict(fields)})
    return key if row.draft_hash == _hash(key) else first


def fields_of(*, key: str) -> dict[str, str]:
    """What was kept under this key, empty where there is nothing (any more)."""
    row = SignUp.get_or_none(*_is_open(key))
    return typed(row) if row else {}


def draft(*, key: str) -> SignUp:
    """In the caller's transaction: held. Raises NotThere."""
    row = _open(key)
    if row is None:
        raise NotThere
    return row


def found(*, key: str) -> SignUp | None:
    return SignUp.get_or_none(*_is_open(key))


def typed(row: SignUp) -> dict[str, str]:
    return _said(row)["fields"]


def is_whole(fields: Mapping[str, str]) -> bool:
    """Whether both steps have been taken; the unit may be empty."""
    return all(fields.get(name) for name in (*ABOUT_ONESELF, *ABOUT_WORK) if name != "unit")


def throw_away(*, key: str) -> None:
    """Begin anew; what is gone already is gone."""
    with writing():
        SignUp.delete().where(*_is_open(key)).execute()


def delete_old() -> int:
    """Delete what nobody came back to, and what links made of it long ago; how many."""
    with writing():
        return SignUp.delete().where(SignUp.expires_at < utc_now()).execute()


def _open(key: str) -> SignUp | None:
    return held(SignUp.select().where(*_is_open(key))).first() if key else None


def _is_open(key: str) -> tuple:
    return SignUp.draft_hash == _hash(key or " "), SignUp.used_at.is_null(), SignUp.expires_at > utc_now()


def _hash(key: str) -> bytes | None:
    return safe.index(key, KEY)


def _begin(key: str) -> SignUp:
    """The index on draft_hash decides where the same form comes twice at once. Raises KeyInUse where its draft has run
    out or become an account."""
    now = utc_now()
    empty = safe.seal(json.dumps({"fields": {}, "answered": {}}), CONTENT)
    _rows.add(
        draft_hash=_hash(key),
        content=empty,
        created_at=now,
        updated_at=now,
        expires_at=now + LASTS,
        sent_times=0,
    )
    row = _open(key)
    if row is None:
        raise KeyInUse
    return row


def _said(row: SignUp) -> dict:
    return json.loads(safe.open_text(bytes(row.content), CONTENT))


def _require_same(answered: dict[str, str], client_key: str, content: str) -> None:
    if answered.setdefault(client_key, content) != content:
        raise KeyInUse
    for oldest in list(answered)[:-MOST_KEYS]:
        del answered[oldest]


def _write(row: SignUp, said: dict) -> None:
    now = utc_now()
    row.content, row.updated_at, row.expires_at = safe.seal(json.dumps(said), CONTENT), now, now + LASTS
    row.save(only=[SignUp.content, SignUp.updated_at, SignUp.expires_at, SignUp.link_hash])
