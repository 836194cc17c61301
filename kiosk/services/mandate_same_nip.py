"""A NIP under which another donor's mandate is in force: the department knows its staff and decides whose it is before
a second one is verified."""

from db.connection import in_turn
from db.models import Donor, Mandate, Opd
from kiosk.domain import mandates as rules
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import mandate_lookup
from kiosk.services.acting import Actor, Refused

NIPS = 53  # one verification at a time: two under one NIP would else not see each other

TAKEN = N_(
    "NIP ini sudah dipakai surat kuasa lain yang berlaku (%(no)s, atas nama %(name)s). Pastikan siapa pegawai Anda: "
    "tolak berkas ini, atau cabut dulu surat kuasa yang lain itu."
)
TAKEN_ELSEWHERE = N_(
    "NIP ini sudah dipakai surat kuasa lain yang berlaku pada OPD lain. Tanyakan kepada Disnaker, atau tolak berkas "
    "ini."
)


class NipTaken(Refused):
    """Another donor has this NIP on a mandate in force."""


def require_free(donor: Donor, *, by: Actor) -> None:
    """In the caller's transaction, until whose end no other comes between. Raises NipTaken."""
    in_turn(NIPS)
    if taken := taken_from(donor, by=by):
        raise taken


def taken_from(donor: Donor, *, by: Actor) -> NipTaken | None:
    """What stands in the way, with the other's name for whoever may see that mandate; one query."""
    in_force = (Mandate.state == rules.VERIFIED) & (
        Mandate.revoked_on.is_null() | (Mandate.revoked_on > today())
    )
    rows = Mandate.select(Mandate, Donor, Opd).join(Donor).join(Opd)
    other = rows.where(Donor.nip == donor.nip, Donor.id != donor.id, in_force).order_by(Mandate.id).first()
    if other is None:
        return None
    if not mandate_lookup.may_see(by, other):
        return NipTaken(TAKEN_ELSEWHERE)
    return NipTaken(TAKEN, no=other.no, name=other.donor.name)
