"""Which terminal asks: a signed cookie made when its first page is shown, with the turn of the one who stands there."""

import secrets

from flask import session

FIELD = "kiosk"


def device() -> str:
    """This terminal's name; empty where it has never been shown the page, or keeps no cookie."""
    return session.get(FIELD, {}).get("device", "")


def turn() -> str:
    """What the form of the one who stands there carries, begun where nobody does."""
    return session[FIELD]["turn"] if device() else next_turn()


def next_turn() -> str:
    """From now on the form that was sent is spent: the browser's Back and Reload ask nothing a second time."""
    session[FIELD] = {"device": device() or secrets.token_hex(8), "turn": secrets.token_hex(8)}
    return session[FIELD]["turn"]


def is_this_turn(given: str | None) -> bool:
    return bool(device()) and given == session[FIELD]["turn"]
