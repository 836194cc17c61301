"""How long a month that nobody has paid holds its worker (DESIGN 3, invariant 1): afterwards others may take them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kiosk.domain.clock import local, start_of

PLANNED, BILLED, PICKED, SIGNED = "planned", "billed", "picked", "signed"

# (kind of funder, step) → the setting that says how long; what is not named here holds without an end.
_HELD_FOR = {
    ("csr", PLANNED): "hold_days_planned",
    ("csr", BILLED): "hold_days_batch",
    ("asn", PICKED): "hold_hours_pick",
    ("asn", SIGNED): "hold_days_mandate",
}
SETTINGS = tuple(_HELD_FOR.values())


def hold_for(funder_kind: str, step: str, at: datetime, days: Mapping[str, int]) -> datetime | None:
    """Until when a month holds its worker that came to this step `at` (both naive UTC); None without an end.

    `days` are the SETTINGS: those counted in days last to the end of that day in Semarang."""
    name = _HELD_FOR.get((funder_kind, step))
    if name is None:
        return None
    if "_hours_" in name:
        return at + timedelta(hours=days[name])
    return start_of(local(at).date() + timedelta(days=days[name] + 1)) - timedelta(seconds=1)


def first_step(funder_kind: str) -> str:
    """The step at which a new month of this kind of money stands."""
    return PICKED if funder_kind == "asn" else PLANNED
