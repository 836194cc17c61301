"""A civil servant who signs up, for tests: the fields by their public names, and what the letter brings."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import uuid4

from db.models import SignUp
from kiosk.domain.clock import utc_now
from kiosk.services import message_sending, sign_up_drafts, sign_up_links

# A woman born on 15 July 1978.
NIP, NIK, EMAIL, PHONE = "197807152005012011", "3374015507780003", "ratna@asn.test", "6281234567890"
LINK = re.compile(r"/asn/tautan/([0-9a-f]{40})")
HASH = "a hash of a password"


def facts(**other) -> dict[str, str]:
    """All seven as stored, with the status and the unit."""
    return {
        "name": "Ratna Kusumawati", "status_asn": "pns", "nip": NIP, "nik": NIK, "jabatan": "Analis Kebijakan",
        "opd": "DISKOMINFO", "unit": "Bidang Statistik", "phone": PHONE, "email": EMAIL, **other,
    }  # fmt: skip


def kept(**other) -> str:
    """Both steps taken; the key that finds it."""
    return sign_up_drafts.keep(key="", fields=facts(**other), client_key=uuid4().hex)


def sent(**other) -> str:
    """Both steps taken and the letter queued; the key."""
    key = kept(**other)
    sign_up_links.send(key=key)
    return key


def token_of(key: str) -> str:
    return sign_up_links.token_of(row_of(key))


def row_of(key: str) -> SignUp:
    return sign_up_drafts.found(key=key)


def letters_in(folder: Path) -> list:
    """Sends what is queued; all letters that lie in the folder, the oldest first."""
    message_sending.send_queued(now=utc_now() + timedelta(seconds=1))
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def words_of(letter) -> str:
    return letter.get_content().replace("\r\n", "\n")
