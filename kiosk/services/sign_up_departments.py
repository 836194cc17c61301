"""The departments one may say one works in."""

from db.models import Opd
from kiosk.domain.clock import today

UNIT = "unit"  # below a department: the donor writes it


def departments_by_kind() -> dict[str, list[tuple[str, str]]]:
    """Kind → (code, name) of those in force today, in the order of the city's own list; one query."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name, kind in in_force(Opd.code, Opd.name, Opd.kind).order_by(Opd.id).tuples():
        found.setdefault(kind, []).append((code, name))
    return found


def in_force(*columns):
    """The query of departments that are there today."""
    day = today()
    return Opd.select(*columns).where(
        Opd.valid_from.is_null() | (Opd.valid_from <= day),
        Opd.valid_to.is_null() | (Opd.valid_to >= day),
        Opd.kind != UNIT,
    )


def code_of(opd_id: int | None) -> str:
    """Of an account's department; empty without one."""
    found = Opd.get_or_none(Opd.id == opd_id) if opd_id else None
    return found.code if found else ""
