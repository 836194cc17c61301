"""The demo's civil servant is a donor already: sign-up is done (what they have taken on: demo/mandates)."""

from db.models import Donor, Opd, StaffMember, User
from kiosk.services import safe
from kiosk.services.demo.accounts import ADDRESS
from kiosk.services.demo.identities import FIRST_SERIAL

LOGIN = "donatur"
WITHOUT_A_ROSTER = {"nip": "197807152005012901", "jabatan": "Analis Kebijakan Ahli Muda"}
PHONE = "628110009901"


def add_donors() -> int:
    """One, by what the roster says where there is one; answers with how many."""
    user = User.get(User.email == LOGIN + ADDRESS)
    known = StaffMember.get_or_none(StaffMember.name == user.name, StaffMember.opd == user.opd_id)
    facts = {"nip": known.nip, "jabatan": known.jabatan} if known else WITHOUT_A_ROSTER
    nik = _nik_of(facts["nip"])
    Donor.create(
        user=user, nik_hash=safe.index(nik, safe.NIK), nik_sealed=safe.seal(nik, safe.NIK), status_asn="pns",
        name=user.name, opd=user.opd_id, unit="Bidang Statistik", phone_sealed=safe.seal(PHONE, safe.PHONE),
        demo=True, **facts,
    )  # fmt: skip
    return 1


def own_donor() -> Donor:
    """The one who can sign in, with account and department."""
    return (
        Donor.select(Donor, User, Opd)
        .join(User)
        .switch(Donor)
        .join(Opd)
        .where(User.email == LOGIN + ADDRESS)
        .get()
    )


def _nik_of(nip: str) -> str:
    """With the birth date and the sex of the NIP, a woman's day + 40."""
    day = int(nip[6:8]) + (40 if nip[14] == "2" else 0)
    return f"337401{day:02d}{nip[4:6]}{nip[2:4]}{FIRST_SERIAL}"
