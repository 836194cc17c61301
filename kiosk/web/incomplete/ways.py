"""Which page mends what a person lacks."""

from kiosk.services.incomplete import IncompletePerson
from kiosk.services.missing import APPROVAL, REJECTED, TWIN, Kind
from kiosk.services.photos import PHOTO

NOBODY = ("", "")


def way_to_mend(person: IncompletePerson, chosen: Kind | None, role: str) -> tuple[str, str]:
    """(address, group of what is mended there): for `chosen`, else for the first that this role can mend; empty where
    it can mend none."""
    ways = ((_way(person, kind, role), kind.group) for kind in ((chosen,) if chosen else person.missing))
    return next(((way, group) for way, group in ways if way), NOBODY)


def _way(person: IncompletePerson, kind: Kind, role: str) -> str:
    here = f"/pekerja/{person.reg_no}"
    if role == "auditor" or (kind in (TWIN, APPROVAL) and role != "admin"):
        return ""
    if kind is TWIN:
        return f"{here}/gabung?dengan={person.twin}" if person.twin else f"{here}/gabung"
    if kind is APPROVAL:
        return f"{here}/persetujuan"
    if kind is REJECTED:
        return f"{here}/koreksi" if role == "mitra" else f"{here}/ditolak-bpjs"
    if kind.code == PHOTO:
        return f"{here}#photo-title"
    return f"{here}/koreksi#{kind.field}"
