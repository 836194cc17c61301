"""The key ring: AES-256 keys by id, the index key and the session secrets."""

import base64
import json
from dataclasses import dataclass

KEY_BYTES = 32
LAST_KEY_ID = 255


class VaultError(Exception):
    """What keeps a vault or something sealed from being opened; message is an Indonesian source string with
    params."""

    def __init__(self, message: str, **params: object):
        self.message, self.params = message, params
        super().__init__(message % params)


@dataclass(frozen=True, repr=False)
class KeyRing:
    """Keys are 32 bytes under ids 1..255; secret_key and totp_secret are text for the web floor. Never shown
    by repr."""

    current: int
    keys: dict[int, bytes]
    index_key: bytes
    secret_key: str
    totp_secret: str
    made_at: str


def to_json(ring: KeyRing) -> bytes:
    """The content of a key file."""
    return json.dumps(
        {
            "current": ring.current,
            "keys": {
                str(number): base64.b64encode(key).decode() for number, key in sorted(ring.keys.items())
            },
            "index_key": base64.b64encode(ring.index_key).decode(),
            "secret_key": ring.secret_key,
            "totp_secret": ring.totp_secret,
            "made_at": ring.made_at,
        },
        indent=2,
    ).encode()


def from_json(content: bytes) -> KeyRing:
    """The ring in a key file; raises ValueError, KeyError, TypeError or AttributeError when it is damaged."""
    stored = json.loads(content)
    ring = KeyRing(
        current=stored["current"],
        keys={int(number): base64.b64decode(key, validate=True) for number, key in stored["keys"].items()},
        index_key=base64.b64decode(stored["index_key"], validate=True),
        secret_key=stored["secret_key"],
        totp_secret=stored["totp_secret"],
        made_at=stored["made_at"],
    )
    whole = all(1 <= number <= LAST_KEY_ID and len(key) == KEY_BYTES for number, key in ring.keys.items())
    if not whole or ring.current not in ring.keys or len(ring.index_key) != KEY_BYTES:
        raise ValueError("keys of a wrong size or number")
    if not all(isinstance(text, str) and len(text) >= 32 for text in (ring.secret_key, ring.totp_secret)):
        raise ValueError("session secrets are missing")
    return ring
