"""Whom somebody has picked from a list, by a sealed handle: it tells nothing of the person, and fits its reader."""

import json

from kiosk.domain.words import N_
from kiosk.files.vault import VaultError
from kiosk.services import safe
from kiosk.services.acting import Actor, Refused

MAY_TAKE_OVER = ("mitra", "admin")
PICK = "lapse.pick"
STRANGE = N_(
    "Pilihan ini tidak dikenal, atau dibuka dengan akun lain. Buka daftarnya lagi, lalu pilih sekali lagi."
)


def handle_for(worker_id: int, by: Actor) -> str:
    return safe.seal(json.dumps([worker_id, by.user_id]), PICK).hex()


def people_meant(handles: list[str], by: Actor) -> list[int]:
    """The ids of the workers, each once, lowest first. Raises Refused for a handle that is not this person's."""
    return sorted({_meant(handle, by) for handle in handles})


def _meant(handle: str, by: Actor) -> int:
    try:
        worker_id, user_id = json.loads(safe.open_text(bytes.fromhex(handle), PICK) or "")
    except (ValueError, VaultError):
        raise Refused(STRANGE) from None
    if user_id != by.user_id:
        raise Refused(STRANGE)
    return worker_id
