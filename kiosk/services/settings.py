"""Dated settings: what may change is a row with the day it holds from, never a constant in the code."""

import time
from datetime import date

from db.models import Setting
from kiosk.domain.clock import today

SECONDS_TO_REMEMBER = 5

_remembered: dict[str, list[tuple[date, str]]] = {}
_read_at = 0.0


def setting(key: str, *, on: date | None = None) -> str:
    """The value of `key` on a day (default: today). Raises KeyError with the key's name."""
    day = on or today()
    values = [value for valid_from, value in _all().get(key, []) if valid_from <= day]
    if not values:
        raise KeyError(f"setting {key!r} has no value on {day}")
    return values[-1]


def whole(key: str, *, on: date | None = None) -> int:
    return int(setting(key, on=on))


def switched_on(key: str, *, on: date | None = None) -> bool:
    return setting(key, on=on) in ("on", "ya", "true", "1")


def _all() -> dict[str, list[tuple[date, str]]]:
    """All settings, oldest first, read again after a few seconds: every process sees a change soon."""
    global _remembered, _read_at
    if time.monotonic() - _read_at > SECONDS_TO_REMEMBER or not _remembered:
        found: dict[str, list[tuple[date, str]]] = {}
        for row in Setting.select().order_by(Setting.key, Setting.valid_from):
            found.setdefault(row.key, []).append((row.valid_from, row.value))
        _remembered, _read_at = found, time.monotonic()
    return _remembered


def forget() -> None:
    """Read anew at the next question; for whoever has just changed a setting."""
    global _remembered
    _remembered = {}
