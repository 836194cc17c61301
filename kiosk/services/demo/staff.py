"""Department staff: ten OPDs with a roster of made-up civil servants each."""

import random
from datetime import date, timedelta

from db.models import Opd, StaffMember
from kiosk.domain.nip import read_nip
from kiosk.services.demo.accounts import ACCOUNTS
from kiosk.services.demo.identities import SEED, Names
from kiosk.services.demo.rows import insert

DEPARTMENTS = (
    "DISNAKER", "DINKES", "DISDIK", "DISKOMINFO", "DISDAG", "DISHUB", "DLH", "DINSOS", "BAG-KESRA",
    "KEC-SEMARANG-UTARA",
)  # fmt: skip
STATUSES = {"pns": 6, "pppk": 3, "pppk_paruh_waktu": 1}
JABATAN = {
    "pns": (
        "Analis Kebijakan Ahli Muda",
        "Kepala Subbagian Umum",
        "Bendahara Pengeluaran",
        "Pengelola Keuangan",
    ),
    "pppk": (
        "Pranata Komputer Ahli Pertama",
        "Penyuluh Sosial Ahli Pertama",
        "Pengelola Layanan Operasional",
    ),
    "pppk_paruh_waktu": ("Operator Layanan Operasional", "Pengadministrasi Perkantoran"),
}
# Who of the accounts stands on a roster too: login → sex and jabatan.
ON_A_ROSTER = {"donatur": ("P", "Analis Kebijakan Ahli Muda"), "opd": ("L", "Sekretaris Dinas")}


def add_staff(day: date) -> int:
    """8 to 25 civil servants for each department, the demo donor and the secretary on theirs; how many in all."""
    ids = {opd.code: opd.id for opd in Opd.select().where(Opd.code.in_(DEPARTMENTS))}
    roster = Roster(day)
    rows = [roster.member(ids[code]) for code in DEPARTMENTS for _ in range(roster.size())]
    for account in ACCOUNTS:
        if account.login in ON_A_ROSTER:
            sex, jabatan = ON_A_ROSTER[account.login]
            row = roster.member(ids[account.opd], status="pns", sex=sex)
            rows.append(row | {"name": account.name, "jabatan": jabatan, "active": True})
    insert(StaffMember, rows)
    return len(rows)


class Roster:
    """Draws civil servants whose NIPs differ and are sound on `day`."""

    def __init__(self, day: date):
        self._rng = random.Random(SEED)
        self._names = Names(self._rng)
        self._numbers: set[str] = set()
        self._day = day

    def size(self) -> int:
        return self._rng.randint(8, 25)

    def member(self, opd_id: int, *, status: str = "", sex: str = "") -> dict:
        """One row; status and sex by chance where not given."""
        status = status or self._rng.choices(list(STATUSES), STATUSES.values())[0]
        sex = sex or self._rng.choice("LP")
        return {
            "opd": opd_id,
            "nip": self._fresh_nip(status, sex),
            "name": self._names.person(sex),
            "jabatan": self._rng.choice(JABATAN[status]),
            "status_asn": status,
            "active": self._rng.random() < 0.95,
            "demo": True,
        }

    def _fresh_nip(self, status: str, sex: str) -> str:
        """A number read_nip finds no fault with that nobody else has."""
        while True:
            nip = self._some_nip(status, sex)
            reading = read_nip(nip, status_asn=status)
            if reading.nip and not reading.findings and nip not in self._numbers:
                self._numbers.add(nip)
                return nip

    def _some_nip(self, status: str, sex: str) -> str:
        """Birth, year and month of appointment, sex, serial; a PPPK has a contract count in the month's place."""
        draw = self._rng.randint
        born = self._day - timedelta(days=draw(27 * 365, 56 * 365))
        year = born.year + draw(22, 26) if status == "pns" else draw(2021, 2025)
        month = f"{draw(1, 12):02d}" if status == "pns" else "21"
        return f"{born:%Y%m%d}{year}{month}{'1' if sex == 'L' else '2'}{draw(900, 998)}"
