"""Made-up people, so that no page looks empty on a demonstration; they are marked and kept out of production.

Names are the same at every load (a fixed seed). NIKs are sound in structure but have serials from 9001 on,
phone numbers lie in 0811-000-xxxx, and company names say "(contoh)": nobody should take them for real.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import uuid4

from db.connection import writing
from db.models import (
    Batch,
    BatchRow,
    Card,
    Commitment,
    Company,
    Consent,
    CoverageMonth,
    Funder,
    Kelurahan,
    Occupation,
    Opd,
    Post,
    SchemeOccupation,
    Setting,
    StaffMember,
    User,
    UserPost,
    Worker,
)
from db.reference_data import reference_rows
from kiosk.config import DEMO_PASSWORD
from kiosk.domain.clock import add_months, day_before, first_of_month, months_from, today, utc_now
from kiosk.domain.enrolment import CONSENT_VERSION
from kiosk.domain.nik import read_nik
from kiosk.domain.nip import read_nip
from kiosk.domain.phone import read_phone
from kiosk.domain.registration import new_registration_number
from kiosk.services import audit, ledger, safe, settings
from kiosk.services.acting import SYSTEM
from kiosk.services.numbers import fresh_number, fresh_token

SEED = 2026
ROWS_AT_ONCE = 400

# name before @payung.test, name, role, company, OPD, posts
ACCOUNTS = (
    ("petugas", "Sri Wahyuningsih", "petugas", None, None, ("johar", "mangkang")),
    ("petugas2", "Agus Prasetyo", "petugas", None, None, ("tambak-lorok",)),
    ("mitra", "Dewi Anggraini", "mitra", "sinar-pesisir", None, ()),
    ("mitra2", "Hendra Gunawan", "mitra", "bahari-lestari", None, ()),
    ("donatur", "Ratna Kusumawati", "donatur", None, "DISKOMINFO", ()),
    ("opd", "Bambang Sutejo", "opd", None, "DINKES", ()),
    ("admin", "Endang Setyowati", "admin", None, None, ()),
    ("auditor", "Joko Purnomo", "auditor", None, None, ()),
)
CITY_FUNDERS = {
    "apbd": ("Pijar Semar (APBD Kota Semarang)", "SG"),
    "dbhcht": ("DBHCHT Kota Semarang", "SG"),
    "asn": ("ASN jadi orang tua asuh", ""),
}
CUT_DECIDED = {
    "key": "asn_csr_gets_cut",
    "value": "yes",
    "valid_from": date(2026, 1, 1),
    "basis": "Data contoh: surat BPJS Semarang Pemuda no. B/000/CONTOH/2026 (contoh)",
}

# What becomes of twenty people enrolled at posts, one after the other; batches hold the rest.
FATES = (
    "apbd", "waiting", "asn", "apbd", "dbhcht", "registered", "apbd", "in_arrears", "asn", "apbd",
    "waiting", "ended", "apbd", "asn", "restarted", "dbhcht", "registered", "apbd", "in_arrears", "waiting",
)  # fmt: skip
OF_SCHEME = {"apbd": "pijar", "dbhcht": "pijar", "asn": "asn"}


@dataclass(frozen=True)
class DemoBatch:
    """Months count from the present one: -11 is eleven months ago."""

    company: str
    name: str
    first: int
    months: int

    @property
    def ahead(self) -> bool:
        return self.first > 0

    def span(self, place: int) -> "Span":
        """What each of its people gets; `place` is this batch's among BATCHES."""
        last = self.first + self.months - 1
        return Span(self.company, self.first, last, planned=self.ahead, batch=place)


BATCHES = (
    DemoBatch("sinar-pesisir", "Pekerja pesisir utara", -11, 12),
    DemoBatch("sinar-pesisir", "Pekerja sekitar pelabuhan", -4, 6),
    DemoBatch("sinar-pesisir", "Pekerja pesisir utara, tahap berikutnya", 1, 6),
    DemoBatch("bahari-lestari", "Pekerja lepas Kaligawe", -7, 3),
    DemoBatch("bahari-lestari", "Pekerja sekitar gudang", -2, 12),
)
FREE_PLACES = 13
OUTSIDER_EVERY = 12  # in batches only: the city's money is for its residents

OCCUPATION_WEIGHTS = {
    "pedagang-kaki-lima": 12, "nelayan": 10, "buruh-harian-lepas": 10, "pedagang-keliling": 8,
    "ojek-online": 8, "pengemudi-ojek": 6, "tukang-bangunan": 6, "tukang-becak": 5, "pemulung": 5,
    "buruh-bongkar-muat": 5, "asisten-rumah-tangga": 5, "tukang-sayur": 5, "penjual-jajanan": 5,
    "juru-parkir": 4, "tukang-cuci": 4, "pengolah-ikan": 4, "pengambil-sampah": 4,
    "pembantu-rumah-tangga": 3, "buruh-tani": 3,
}  # fmt: skip
MOSTLY_WOMEN = {
    "asisten-rumah-tangga",
    "pembantu-rumah-tangga",
    "tukang-cuci",
    "pengolah-ikan",
    "penjual-jamu",
}
MOSTLY_MEN = {
    "nelayan",
    "tukang-becak",
    "buruh-bongkar-muat",
    "tukang-bangunan",
    "pengemudi-ojek",
    "juru-parkir",
}

# The post a kecamatan's people go to, and where they work around it.
WEST = {"33.74.12", "33.74.13", "33.74.14", "33.74.15", "33.74.16"}
NORTH = {"33.74.02", "33.74.03", "33.74.04", "33.74.05", "33.74.06"}
WORKPLACES = {
    "johar": ("Pasar Johar", "Kawasan Kota Lama", "Simpang Lima", "Pasar Peterongan"),
    "tambak-lorok": ("TPI Tambak Lorok", "Pelabuhan Tanjung Emas", "Pasar Kobong", "Terminal Terboyo"),
    "mangkang": ("Terminal Mangkang", "Pasar Mangkang", "Pasar Karangayu", "Pasar Ngaliyan"),
}
NEIGHBOURS = {
    "3315": "Kabupaten Grobogan",
    "3321": "Kabupaten Demak",
    "3322": "Kabupaten Semarang",
    "3324": "Kabupaten Kendal",
}

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


def demo_people_present() -> bool:
    """Whether anybody made up is in this database; production refuses to start with them."""
    return User.select().where(User.demo).exists() or Worker.select().where(Worker.demo).exists()


def load_demo(*, hash_password: Callable[[str], str], people: int = 2000) -> dict[str, int]:
    """Accounts, rosters and `people` workers in every state, in one transaction; answers with counts by kind.

    Does nothing and answers {} when there are demo accounts. Needs reference data and a configured vault."""
    return _load(hash_password, people=people)


def load_accounts_only(*, hash_password: Callable[[str], str]) -> dict[str, int]:
    """As load_demo, for an empty start: accounts, funders and companies, no rosters and no workers."""
    return _load(hash_password, people=0)


def _load(hash_password: Callable[[str], str], *, people: int) -> dict[str, int]:
    if User.select().where(User.demo).exists():
        return {}
    password = hash_password(DEMO_PASSWORD)
    with writing():
        counts = _add_accounts(password)
        if people:
            counts |= {"staff": _add_rosters()} | _add_workers(people)
        audit.record("demo.dimuat", by=SYSTEM, kind="demo", **counts)
    return counts


def _add_accounts(password: str) -> dict[str, int]:
    Setting.insert(CUT_DECIDED).on_conflict(
        conflict_target=[Setting.key, Setting.valid_from], action="nothing"
    ).execute()
    settings.forget()
    for kind, (name, wadah) in CITY_FUNDERS.items():
        if not Funder.select().where(Funder.kind == kind).exists():
            Funder.create(name=name, kind=kind, wadah_type=wadah)
    companies = {row["code"]: _add_company(row) for row in reference_rows("demo_company")}
    for account in ACCOUNTS:
        _add_account(account, companies, password)
    return {"users": len(ACCOUNTS), "companies": len(companies)}


def _add_company(row: dict[str, str]) -> Company:
    funder = Funder.create(name=row["name"], kind="csr", wadah_type="SC")
    columns = {key: row[key] for key in ("code", "name", "npwp", "nib", "address")}
    return Company.create(funder=funder, **columns)


def _add_account(account: tuple, companies: dict[str, Company], password: str) -> None:
    login, name, role, company, opd, posts = account
    user = User.create(
        email=_email(login),
        name=name,
        role=role,
        company=companies.get(company),
        opd=Opd.get(Opd.code == opd) if opd else None,
        password=password,
        demo=True,
        fs_uniquifier=uuid4().hex,
    )
    for code in posts:
        UserPost.create(user=user, post=Post.get(Post.code == code))


def _email(login: str) -> str:
    return f"{login}@payung.test"


class Names:
    """Draws made-up names and addresses from db/reference/demo_*.csv."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._parts: dict[str, list[str]] = {}
        for row in reference_rows("demo_names"):
            self._parts.setdefault(row["part"], []).append(row["name"])
        self._streets = [row["name"] for row in reference_rows("demo_street")]

    def person(self, sex: str) -> str:
        given = self._rng.choice(self._parts["given_l" if sex == "L" else "given_p"])
        return f"{given} {self._rng.choice(self._parts['family'])}"

    def address(self) -> str:
        return f"{self._rng.choice(self._streets)} No. {self._rng.randint(1, 98)}"


def _add_rosters() -> int:
    """Ten departments with 8 to 25 civil servants each; the demo donor and the secretary are on theirs."""
    rng = random.Random(SEED)
    names, numbers = Names(rng), set()
    ids = {opd.code: opd.id for opd in Opd.select().where(Opd.code.in_(DEPARTMENTS))}
    rows = [
        _staff_row(rng, ids[code], names, numbers) for code in DEPARTMENTS for _ in range(rng.randint(8, 25))
    ]
    known = (("donatur", "DISKOMINFO", "Analis Kebijakan Ahli Muda"), ("opd", "DINKES", "Sekretaris Dinas"))
    for login, code, jabatan in known:
        row = _staff_row(rng, ids[code], names, numbers, status="pns", sex="P" if login == "donatur" else "L")
        name = next(account[1] for account in ACCOUNTS if account[0] == login)
        rows.append(row | {"name": name, "jabatan": jabatan, "active": True})
    _insert(StaffMember, rows)
    return len(rows)


def _staff_row(rng, opd: int, names: Names, numbers: set[str], *, status: str = "", sex: str = "") -> dict:
    status, sex = status or rng.choices(list(STATUSES), STATUSES.values())[0], sex or rng.choice("LP")
    return {
        "opd": opd,
        "nip": _fresh_nip(rng, status, sex, numbers),
        "name": names.person(sex),
        "jabatan": rng.choice(JABATAN[status]),
        "status_asn": status,
        "active": rng.random() < 0.95,
        "demo": True,
    }


def _fresh_nip(rng: random.Random, status: str, sex: str, numbers: set[str]) -> str:
    """A number read_nip finds no fault with; a PPPK has a contract count where a PNS has a month."""
    while True:
        born = today() - timedelta(days=rng.randint(27 * 365, 56 * 365))
        year = born.year + rng.randint(22, 26) if status == "pns" else rng.randint(2021, 2025)
        month = f"{rng.randint(1, 12):02d}" if status == "pns" else "21"
        nip = f"{born:%Y%m%d}{year}{month}{'1' if sex == 'L' else '2'}{rng.randint(900, 998)}"
        reading = read_nip(nip, status_asn=status)
        if reading.nip and not reading.findings and nip not in numbers:
            numbers.add(nip)
            return nip


@dataclass(frozen=True)
class Span:
    """Months one funder gives one worker, counted from the present month. `last` None is open-ended: paid
    month by month, planned for one more. `planned` is not billed yet; `batch` is a place among BATCHES."""

    funder: str
    first: int
    last: int | None
    planned: bool = False
    batch: int | None = None

    def months(self, this_month: date) -> list[date]:
        last = 1 if self.last is None else self.last
        return months_from(add_months(this_month, self.first), last - self.first + 1)


@dataclass(frozen=True)
class Person:
    """One made-up worker to be: the table's row, the months to be funded, how consent was given."""

    row: dict
    spans: tuple[Span, ...]
    consent_how: str


class Crowd:
    """Draws the workers one after the other; everything by chance comes from one seed."""

    def __init__(self, people: int):
        self.rng = random.Random(SEED)
        self.names = Names(self.rng)
        self.serials: Counter[str] = Counter()
        self.day = today()
        self.this_month = first_of_month(self.day)
        self.users = {user.email: user.id for user in User.select().where(User.demo)}
        self.posts = {post.code: post.id for post in Post.select()}
        self.admitted = _occupations_by_scheme()
        self.prefix = settings.setting("registration_prefix")
        self.in_batches = people // 3
        self.at_posts = people - self.in_batches
        outsiders = len(range(0, self.in_batches, OUTSIDER_EVERY))
        self._homes = iter(self._shuffled_homes(people - outsiders))

    def people(self) -> Iterator[Person]:
        for number in range(self.at_posts):
            yield self._at_a_post(self._fate(FATES[number % len(FATES)]))
        for number in range(self.in_batches):
            yield self._in_a_batch(number % len(BATCHES), outsider=number % OUTSIDER_EVERY == 0)

    def _shuffled_homes(self, people: int) -> list[str]:
        """As many as people: every kelurahan before chance may favour some."""
        codes = [area.code for area in Kelurahan.select(Kelurahan.code).order_by(Kelurahan.code)]
        homes = codes * max(1, people // len(codes) // 2)
        weights = [0.2 + self.rng.random() for _ in codes]
        homes = (homes + self.rng.choices(codes, weights, k=max(0, people - len(homes))))[:people]
        self.rng.shuffle(homes)
        return homes

    def _fate(self, name: str) -> tuple[Span, ...]:
        """The spans that bring a worker into a state today, whatever the day."""
        draw, december = self.rng.randint, 12 - self.this_month.month
        if name == "waiting":
            return ()
        if name == "registered":
            return (Span("apbd", 1, max(1, december), planned=draw(0, 1) == 0),)
        if name == "asn":
            return (Span("asn", -draw(1, 9), None),)
        if name == "restarted":
            again = (Span("apbd", -2, draw(1, 3)), Span("dbhcht", -2, draw(1, 3)))
            return (Span("dbhcht", -11, -9), self.rng.choice(again))
        if name == "apbd":
            return (Span("apbd", -draw(1, 10), december),)
        last = {"dbhcht": draw(0, 2), "in_arrears": -draw(1, 3), "ended": -draw(4, 7)}[name]
        funder = "dbhcht" if name == "dbhcht" else self.rng.choice(("asn", "dbhcht", "apbd"))
        return (Span(funder, last - draw(2, 4), last),)

    def _at_a_post(self, spans: tuple[Span, ...]) -> Person:
        home = next(self._homes)
        post = _nearest_post(home)
        officer = self.users[_email("petugas2" if post == "tambak-lorok" else "petugas")]
        enrolled_on = self._day_before_funding(spans)
        row = self._worker_row(home, enrolled_on, OF_SCHEME[spans[0].funder] if spans else "csr")
        row |= {"workplace": self.rng.choice(WORKPLACES[post]), "enrolled_by": officer}
        how = self.rng.choices(("self", "thumb", "witness"), (85, 10, 5))[0]
        return Person(row | {"enrolled_post": self.posts[post]}, spans, how)

    def _day_before_funding(self, spans: tuple[Span, ...]) -> date:
        """Waiting people came lately rather than long ago; the others some weeks before their first month."""
        if not spans:
            return self.day - timedelta(days=int(420 * self.rng.random() ** 2.5))
        first = add_months(self.this_month, spans[0].first)
        return min(self.day, first - timedelta(days=self.rng.randint(22, 50)))

    def _in_a_batch(self, place: int, *, outsider: bool) -> Person:
        batch = BATCHES[place]
        home = None if outsider else next(self._homes)
        row = self._worker_row(home, _opened_on(batch, self.day), "csr")
        login = "mitra" if batch.company == "sinar-pesisir" else "mitra2"
        row |= {"workplace": self.rng.choice(WORKPLACES["tambak-lorok"]), "enrolled_post": None}
        return Person(row | {"enrolled_by": self.users[_email(login)]}, (batch.span(place),), "company_list")

    def _worker_row(self, home: str | None, enrolled_on: date, scheme: str) -> dict:
        occupation = self.rng.choices(*self.admitted[scheme])[0]
        region = self._region(home)
        reading = self._fresh_nik(region, self._sex(occupation))
        return {
            "reg_no": new_registration_number(prefix=self.prefix),
            "nik_hash": safe.index(reading.nik, safe.NIK),
            "nik_sealed": safe.seal(reading.nik, safe.NIK),
            "name": self.names.person(reading.sex),
            "birth_on": reading.birth_on,
            "sex": reading.sex,
            "kelurahan": home,
            "home_regency": "" if home else NEIGHBOURS[region[:4]],
            "rt": f"{self.rng.randint(1, 12):03d}",
            "rw": f"{self.rng.randint(1, 15):03d}",
            "address": self.names.address(),
            "occupation": occupation,
            "still_working": True,
            "enrolled_on": enrolled_on,
            "enrolled_at": _working_hour(self.rng, enrolled_on),
            "demo": True,
        } | self._phone_columns()

    def _region(self, home: str | None) -> str:
        """Six digits: mostly the kecamatan of the home, sometimes where somebody has moved from."""
        if home and self.rng.random() < 0.9:
            return home[:8].replace(".", "")
        return f"{self.rng.choice(list(NEIGHBOURS))}{self.rng.randint(1, 12):02d}"

    def _sex(self, occupation: str) -> str:
        women = 0.85 if occupation in MOSTLY_WOMEN else 0.07 if occupation in MOSTLY_MEN else 0.45
        return "P" if self.rng.random() < women else "L"

    def _fresh_nik(self, region: str, sex: str):
        """A reading whose NIK nobody in the crowd has; 20 to 62 years old today, an age that may enrol."""
        while True:
            born = self.day - timedelta(days=self.rng.randint(20 * 366, 62 * 365))
            head = f"{region}{born.day + (40 if sex == 'P' else 0):02d}{born:%m%y}"
            self.serials[head] += 1
            reading = read_nik(f"{head}{9000 + self.serials[head]}", today=self.day, birth_on=born, sex=sex)
            if reading.nik and {finding.code for finding in reading.findings} <= {"nik_region_other"}:
                return reading

    def _phone_columns(self) -> dict:
        """Some have none, some share the family's."""
        number = None
        if self.rng.random() < 0.92:
            number = read_phone(f"0811000{self.rng.randint(0, 9999):04d}").number
        return {"phone_sealed": safe.seal(number, safe.PHONE), "phone_hash": safe.index(number, safe.PHONE)}


def _occupations_by_scheme() -> dict[str, tuple[list[str], list[int]]]:
    """Scheme → codes it admits and how often each is drawn."""
    admitted: dict[str, list[str]] = {}
    for row in SchemeOccupation.select().order_by(SchemeOccupation.scheme, SchemeOccupation.occupation):
        admitted.setdefault(row.scheme_id, []).append(row.occupation_id)
    return {
        scheme: (codes, [OCCUPATION_WEIGHTS.get(code, 1) for code in codes])
        for scheme, codes in admitted.items()
    }


def _nearest_post(home: str) -> str:
    kecamatan = home[:8]
    return "mangkang" if kecamatan in WEST else "tambak-lorok" if kecamatan in NORTH else "johar"


def _opened_on(batch: DemoBatch, day: date) -> date:
    """Its sheet came 25 days before its first month, or today if that lies ahead."""
    return min(day, add_months(day, batch.first) - timedelta(days=25))


def _working_hour(rng: random.Random, day: date) -> datetime:
    """A moment of that day between 8 and 15 o'clock in Semarang, as naive UTC, not after now."""
    return min(utc_now(), datetime.combine(day, time(1)) + timedelta(seconds=rng.randint(0, 7 * 3600)))


def _add_workers(count: int) -> dict[str, int]:
    crowd = Crowd(count)
    people = list(crowd.people())
    _insert(Worker, [person.row for person in people])
    ids = dict(Worker.select(Worker.reg_no, Worker.id).where(Worker.demo).tuples())
    placed = [(ids[person.row["reg_no"]], person) for person in people]
    _insert(Consent, [_consent_row(worker_id, person) for worker_id, person in placed])
    batches = _add_batches(crowd, placed)
    months = _add_months(crowd, placed, batches)
    cards = [row for worker_id, person in placed for row in _card_rows(crowd.rng, worker_id, person)]
    _insert(Card, cards)
    return {"workers": len(placed), "batches": len(batches), "months": months, "cards": len(cards)}


def _consent_row(worker_id: int, person: Person) -> dict:
    return {
        "worker": worker_id,
        "basis": "consent",
        "version": CONSENT_VERSION,
        "how": person.consent_how,
        "given_at": person.row["enrolled_at"],
        "taken_by": person.row["enrolled_by"],
    }


def _add_batches(crowd: Crowd, placed: list[tuple[int, Person]]) -> list[Batch]:
    """The companies' batches with their people as ready rows, numbered as they came."""
    batches, rows = [], []
    for place, batch in enumerate(BATCHES):
        members = [(worker_id, person) for worker_id, person in placed if _batch_of(person) == place]
        batches.append(_add_batch(crowd, batch, len(members)))
        rows += [
            {"batch": batches[-1].id, "number": number, "worker": worker_id, "state": "ready",
             "created_at": person.row["enrolled_at"]}
            for number, (worker_id, person) in enumerate(members, 1)
        ]  # fmt: skip
    _insert(BatchRow, rows)
    return batches


def _batch_of(person: Person) -> int | None:
    return person.spans[0].batch if person.spans else None


def _add_batch(crowd: Crowd, batch: DemoBatch, members: int) -> Batch:
    """The one ahead is open at Pos Pasar Johar with places left; the past ones are closed to newcomers."""
    first_month = add_months(crowd.this_month, batch.first)
    company = Company.get(Company.code == batch.company)
    opened_at = min(utc_now(), datetime.combine(_opened_on(batch, crowd.day), time(1)))
    return Batch.create(
        no=fresh_number(f"B{opened_at:%y}"),
        company=company,
        name=batch.name,
        first_month=first_month,
        months=batch.months,
        consent_at=opened_at,
        created_by_id=User.get(User.company == company, User.demo).id,
        created_at=opened_at,
        open_at=crowd.posts["johar"] if batch.ahead else None,
        places=members + FREE_PLACES if batch.ahead else None,
        open_until=day_before(first_month),
    )


def _add_months(crowd: Crowd, placed: list[tuple[int, Person]], batches: list[Batch]) -> int:
    """One commitment for each span and under it one row for each month; returns how many months."""
    funders = {funder.kind: funder for funder in Funder.select().where(Funder.kind != "csr")}
    funders |= {company.code: company.funder for company in Company.select(Company, Funder).join(Funder)}
    commitments = [
        (
            _commitment(crowd, worker_id, span, funders, batches) | {"created_at": person.row["enrolled_at"]},
            person,
            span,
        )
        for worker_id, person in placed
        for span in person.spans
    ]
    _insert(Commitment, [row for row, _, _ in commitments])
    ids, price = _commitment_ids(), _price_list()
    rows = []
    for row, person, span in commitments:
        commitment = ids[row["worker"], row["first_month"]]
        rows += _month_rows(crowd, row | {"id": commitment}, person, span, funders[span.funder], price)
    _insert(CoverageMonth, rows)
    return len(rows)


def _commitment(crowd: Crowd, worker_id: int, span: Span, funders: dict, batches: list[Batch]) -> dict:
    return {
        "funder": funders[span.funder].id,
        "worker": worker_id,
        "batch": None if span.batch is None else batches[span.batch].id,
        "first_month": add_months(crowd.this_month, span.first),
        "last_month": None if span.last is None else add_months(crowd.this_month, span.last),
    }


def _commitment_ids() -> dict[tuple[int, date], int]:
    """Worker and first month → the row's number."""
    columns = (Commitment.worker, Commitment.first_month, Commitment.id)
    found = Commitment.select(*columns).join(Worker).where(Worker.demo).tuples()
    return {(worker_id, first_month): row_id for worker_id, first_month, row_id in found}


def _price_list() -> Callable[[date, str, str], int]:
    """(month, occupation, funder kind) → rupiah by the tariff rows; few questions, asked many times."""
    rates = ledger.tariff_rows()
    sectors = dict(Occupation.select(Occupation.code, Occupation.sector).tuples())

    @cache
    def amount(month: date, occupation: str, kind: str) -> int:
        return ledger.monthly_amount(rates, month=month, sector=sectors[occupation], funder_kind=kind)

    return amount


def _month_rows(
    crowd: Crowd, commitment: dict, person: Person, span: Span, funder: Funder, price: Callable
) -> Iterator[dict]:
    for month in span.months(crowd.this_month):
        yield {
            "worker": commitment["worker"],
            "month": month,
            "commitment": commitment["id"],
            "funder": funder.id,
            "funder_kind": funder.kind,
            "kelurahan": person.row["kelurahan"],
            "occupation": person.row["occupation"],
            "amount": price(month, person.row["occupation"], funder.kind),
        } | _dates(span, commitment["first_month"], month, crowd.day)


def _dates(span: Span, first: date, month: date, day: date) -> dict[str, date | None]:
    """Billed, sent to BPJS, paid, confirmed, each only once its day has come. ASN money comes by the debit of
    the 1st, month by month; all other months are prepaid together, before the first of them."""
    if span.planned:
        steps = (None, None, None, None)
    elif span.funder == "asn":
        steps = tuple(month + timedelta(days=days) for days in (0, 0, 1, 2))
    else:
        steps = tuple(first - timedelta(days=days) for days in (20, 16, 9, 5))
    names = ("billed_on", "submitted_on", "paid_on", "effective_on")
    return {name: step if step and step <= day else None for name, step in zip(names, steps, strict=True)}


def _card_rows(rng: random.Random, worker_id: int, person: Person) -> Iterator[dict]:
    """A living card for two workers in five; now and then an older one that was replaced."""
    if rng.random() >= 0.4:
        return
    made_at = min(utc_now(), person.row["enrolled_at"] + timedelta(minutes=rng.randint(2, 20)))
    if rng.random() < 0.06:
        replaced_at = min(utc_now(), made_at + timedelta(days=rng.randint(1, 40)))
        reason = rng.choice(("Kartu hilang", "Salah cetak", "Kartu rusak"))
        yield _card_row(worker_id, person, made_at) | {"void_at": replaced_at, "void_reason": reason}
        made_at = replaced_at
    handed = _handed_over(person, made_at) if rng.random() < 0.6 else {}
    yield _card_row(worker_id, person, made_at) | handed


def _card_row(worker_id: int, person: Person, made_at: datetime) -> dict:
    """Every column, so that all rows of one insert are alike."""
    return {
        "serial": fresh_number(f"K{made_at:%y}", 7),
        "worker": worker_id,
        "token": fresh_token(),
        "pickup_post": person.row["enrolled_post"],
        "created_at": made_at,
        "created_by": person.row["enrolled_by"],
        "handed_to": "",
        "handed_relation": "",
        "handed_how": "",
        "handed_at": None,
        "handed_by": None,
        "void_at": None,
        "void_reason": "",
    }


def _handed_over(person: Person, made_at: datetime) -> dict:
    return {
        "handed_to": person.row["name"],
        "handed_relation": "diri sendiri",
        "handed_how": "self",
        "handed_at": min(utc_now(), made_at + timedelta(minutes=5)),
        "handed_by": person.row["enrolled_by"],
    }


def _insert(table, rows: list[dict]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        table.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
