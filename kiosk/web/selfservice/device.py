"""Which terminal asks: a signed cookie made when its first page is shown, with the turn of the one who stands there."""

import secrets
import time

from flask import session

FIELD = "kiosk"
SECONDS_YOUNG = 15 * 60  # longer than any limit on misses lasts: a fresh cookie is no way around one


def device() -> str:
    """This terminal's name; empty where it has never been shown the page, or keeps no cookie."""
    return session.get(FIELD, {}).get("device", "")


def turn() -> str:
    """What the form of the one who stands there carries, begun where nobody does."""
    return session[FIELD]["turn"] if device() else next_turn()


def next_turn() -> str:
    """From now on the form that was sent is spent: the browser's Back and Reload ask nothing a second time."""
    kept = session.get(FIELD) or {"device": secrets.token_hex(8)}
    session[FIELD] = {"made": int(time.time()), **kept, "turn": secrets.token_hex(8)}
    return session[FIELD]["turn"]


def is_this_turn(given: str | None) -> bool:
    return bool(device()) and given == session[FIELD]["turn"]


def is_young() -> bool:
    """A cookie without its time is taken for a new one."""
    made = session.get(FIELD, {}).get("made")
    return made is None or time.time() - made < SECONDS_YOUNG


def is_known() -> bool:
    """It has stood there for a while, or somebody was answered at it."""
    return bool(device()) and (not is_young() or session[FIELD].get("answered", False))


def note_answered() -> None:
    session[FIELD] = {**session[FIELD], "answered": True}
