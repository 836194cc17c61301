"""Which of the made-up civil servants are donors: two departments lead, some have joined a little, most not at all."""

import random
from uuid import uuid4

from db.models import Donor, Opd, StaffMember, User
from kiosk.services import safe
from kiosk.services.demo.accounts import ACCOUNTS, ADDRESS
from kiosk.services.demo.identities import SEED

LOGIN = "asn-"  # begins the address of who cannot sign in: they have no password
# How many of a roster joined, of a hundred; departments that are not named have nobody.
JOINED = {"DISDAG": 60, "DINKES": 70, "KEC-SEMARANG-UTARA": 35, "DISKOMINFO": 30, "DISDIK": 20, "DLH": 10}
FIRST_NIK = 9500


def add_joined() -> list[Donor]:
    """The same people at every load, in the order of the rosters."""
    staff = _joining(random.Random(SEED))
    return [_donor(number, member) for number, member in enumerate(staff, 1)]


def joined() -> list[Donor]:
    """Those there are, in the same order."""
    rows = Donor.select(Donor, User, Opd).join(User).switch(Donor).join(Opd)
    return list(rows.where(Donor.demo, User.email.startswith(LOGIN)).order_by(Donor.id))


def _joining(rng: random.Random) -> list[StaffMember]:
    named = [account.name for account in ACCOUNTS]
    query = StaffMember.select(StaffMember, Opd).join(Opd).where(StaffMember.demo, StaffMember.active)
    rows = query.where(Opd.code.in_(list(JOINED)), StaffMember.name.not_in(named)).order_by(StaffMember.id)
    return [row for row in rows if rng.randrange(100) < JOINED[row.opd.code]]


def _donor(number: int, member: StaffMember) -> Donor:
    """With an account nobody can sign in to."""
    user = User.create(
        email=f"{LOGIN}{number}{ADDRESS}", name=member.name, role="donatur", opd=member.opd, demo=True,
        fs_uniquifier=uuid4().hex,
    )  # fmt: skip
    nik = _nik_of(member.nip, number)
    return Donor.create(
        user=user, nik_hash=safe.index(nik, safe.NIK), nik_sealed=safe.seal(nik, safe.NIK), nip=member.nip,
        status_asn=member.status_asn, name=member.name, jabatan=member.jabatan, opd=member.opd, demo=True,
    )  # fmt: skip


def _nik_of(nip: str, number: int) -> str:
    """With the birth date and the sex of the NIP, a woman's day + 40."""
    day = int(nip[6:8]) + (40 if nip[14] == "2" else 0)
    return f"337402{day:02d}{nip[4:6]}{nip[2:4]}{FIRST_NIK + number}"
