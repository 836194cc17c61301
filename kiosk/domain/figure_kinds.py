"""Figures that others publish about the city: what each means, what it may be, and which of them contradict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kiosk.domain.clock import months_between
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, number

PEOPLE, PERCENT = "people", "percent"
HUNDRED_PER_CENT = 10_000  # in hundredths of a percent, as a percentage is kept
MOST_PEOPLE = 400_000_000  # more than the country has
FIRST_DAY = date(2000, 1, 1)
FIRST_YEAR, LAST_YEAR = 2014, 2050  # BPJS Ketenagakerjaan began in 2014
NEAR = timedelta(days=366)  # two figures of a year are about the same thing

UCJ_POTENTIAL, UCJ_ACTIVE = "ucj_potential", "ucj_active"
UCJ_TARGET, UCJ_TARGET_MORE = "ucj_target_percent", "ucj_target_more"


@dataclass(frozen=True)
class FigureKind:
    """`yearly`: said for a year, as a target is. `part_of`: the kind whose people these are some of."""

    key: str
    group: str
    title: str
    explains: str
    unit: str = PEOPLE
    yearly: bool = False
    part_of: str = ""


UCJ = N_("Cakupan jaminan sosial (UCJ)")
INFORMAL = N_("Pekerja informal")
PIJAR = N_("Pijar Semar")
ASN = N_("ASN orang tua asuh")
NATION = N_("Nasional")

_KINDS = (
    FigureKind(
        UCJ_POTENTIAL, UCJ, N_("Calon peserta"), N_("Penduduk kota yang bekerja, dengan atau tanpa upah.")
    ),
    FigureKind(
        UCJ_ACTIVE,
        UCJ,
        N_("Peserta aktif"),
        N_("Peserta JKK dan JKM yang aktif di BPJS Ketenagakerjaan, juga yang dibayar pemberi kerjanya."),
        part_of=UCJ_POTENTIAL,
    ),
    FigureKind(
        UCJ_TARGET,
        UCJ,
        N_("Target cakupan"),
        N_("Berapa persen calon peserta harus menjadi peserta aktif pada tahun itu."),
        unit=PERCENT,
        yearly=True,
    ),
    FigureKind(
        UCJ_TARGET_MORE,
        UCJ,
        N_("Tambahan peserta yang disebut"),
        N_("Berapa peserta lagi menurut sumbernya; di sampingnya aplikasi menunjukkan hitungannya sendiri."),
        yearly=True,
    ),
    FigureKind(
        "informal_workers", INFORMAL, N_("Pekerja informal"), N_("Pekerja bukan penerima upah di kota.")
    ),
    FigureKind(
        "informal_covered",
        INFORMAL,
        N_("Pekerja informal yang terlindungi"),
        N_("Di antara mereka yang menjadi peserta aktif."),
        part_of="informal_workers",
    ),
    FigureKind(
        "pijar_semar_members", PIJAR, N_("Peserta Pijar Semar"), N_("Dari APBD dan DBHCHT bersama-sama.")
    ),
    FigureKind(
        "pijar_semar_members_apbd",
        PIJAR,
        N_("Peserta Pijar Semar dari APBD"),
        N_("Yang iurannya dibayar APBD."),
        part_of="pijar_semar_members",
    ),
    FigureKind(
        "pijar_semar_members_dbhcht",
        PIJAR,
        N_("Peserta Pijar Semar dari DBHCHT"),
        N_("Yang iurannya dibayar DBHCHT."),
        part_of="pijar_semar_members",
    ),
    FigureKind(
        "pijar_semar_target",
        PIJAR,
        N_("Target peserta Pijar Semar"),
        N_("Dari APBD dan DBHCHT bersama-sama pada tahun itu."),
        yearly=True,
    ),
    FigureKind(
        "pijar_semar_target_apbd",
        PIJAR,
        N_("Target Pijar Semar dari APBD"),
        N_("Yang iurannya dibayar APBD pada tahun itu."),
        yearly=True,
        part_of="pijar_semar_target",
    ),
    FigureKind(
        "pijar_semar_target_dbhcht",
        PIJAR,
        N_("Target Pijar Semar dari DBHCHT"),
        N_("Yang iurannya dibayar DBHCHT pada tahun itu."),
        yearly=True,
        part_of="pijar_semar_target",
    ),
    FigureKind("asn_total", ASN, N_("Jumlah ASN"), N_("PNS dan PPPK Pemerintah Kota.")),
    FigureKind("asn_pns", ASN, N_("Jumlah PNS"), N_("PNS Pemerintah Kota, tanpa PPPK."), part_of="asn_total"),
    FigureKind(
        "asn_donors",
        ASN,
        N_("ASN yang menjadi orang tua asuh"),
        N_("Yang potongannya berjalan menurut sumbernya."),
        part_of="asn_total",
    ),
    FigureKind(
        "asn_workers_registered",
        ASN,
        N_("Pekerja asuhan yang didaftarkan"),
        N_("Menurut sumbernya, bukan menurut buku aplikasi ini."),
    ),
    FigureKind(
        "asn_workers_active",
        ASN,
        N_("Pekerja asuhan yang aktif"),
        N_("Di antara mereka yang masih aktif menurut sumbernya."),
        part_of="asn_workers_registered",
    ),
    FigureKind(
        "national_percent",
        NATION,
        N_("Cakupan nasional"),
        N_("Peserta aktif di seluruh Indonesia, dalam persen."),
        unit=PERCENT,
    ),
    FigureKind(
        "national_target_percent",
        NATION,
        N_("Target cakupan nasional"),
        N_("Untuk seluruh Indonesia pada tahun itu."),
        unit=PERCENT,
        yearly=True,
    ),
)
KINDS = {kind.key: kind for kind in _KINDS}

UNKNOWN_KIND = N_("Pilih angkanya dari daftar.")
NO_NUMBER = N_("Isi nilainya dengan angka, lebih dari 0.")
TOO_MANY = N_("Nilai ini lebih besar daripada penduduk Indonesia. Periksa jumlah angkanya.")
OVER_HUNDRED = N_("Persen paling banyak 100. Periksa nilainya.")
TO_COME = N_("Tanggal data ini di masa depan. Isi hari berlakunya angka itu menurut sumbernya.")
TOO_LONG_AGO = N_("Tanggal data ini sebelum tahun 2000. Periksa tahunnya.")
NO_YEAR = N_("Isi tahun yang dituju target ini, antara 2014 dan 2050.")
NO_SOURCE = N_("Tulis sumbernya: siapa yang menyebut angka ini, dan di mana.")
PART_TOO_LARGE = N_(
    "Nilai ini lebih besar daripada keseluruhannya, yaitu %(whole)s pada %(day_on)s. Periksa nilainya, atau catat dulu "
    "angka keseluruhan yang baru."
)
WHOLE_TOO_SMALL = N_(
    "Nilai ini lebih kecil daripada sebagiannya, yaitu %(part)s pada %(day_on)s. Periksa nilainya, atau catat dulu "
    "angka sebagian yang baru."
)


@dataclass(frozen=True)
class Entry:
    """One figure as a source says it. `value` counts people or hundredths of a percent; `for_year` is 0 where the kind
    is not said for a year."""

    key: str
    value: int
    as_of: date
    source: str
    for_year: int = 0
    note: str = ""


def amount_of(key: str, value: int) -> int | Decimal:
    """As it is said: people as they are, hundredths of a percent as a percentage."""
    return Decimal(value) / 100 if KINDS[key].unit == PERCENT else value


def said(key: str, value: int) -> str:
    """`390.498`; a percentage as `51,59`."""
    if KINDS[key].unit == PEOPLE:
        return number(value)
    whole, hundredths = divmod(value, 100)
    return f"{number(whole)},{hundredths:02d}"


def is_near(one: date, other: date) -> bool:
    """Within twelve months of each other."""
    return abs(one - other) <= NEAR


def is_of_one_time(kind: FigureKind, one: date, other: date, days: int) -> bool:
    """Whether two values of a kind are about the same and so contradict each other: where it is said for a year, of
    about one year; else within so many days, for what lies further apart has grown or shrunk."""
    return is_near(one, other) if kind.yearly else abs(one - other) <= timedelta(days=days)


def age_in_months(as_of: date, on: date) -> int:
    """Whole months gone by: 7 November 2025 is 12 months old on 7 November 2026, and 11 the day before."""
    return max(months_between(as_of, on) - (on.day < as_of.day), 0)


def fault_of(entry: Entry, others: Iterable[Entry], today: date) -> Finding | None:
    """What is absurd about a new figure beside `others` that hold; None where nothing is. Codes: figure_kind,
    figure_value, figure_day, figure_year, figure_source."""
    return _fault_in_itself(entry, today) or _fault_beside(entry, list(others))


def _fault_in_itself(entry: Entry, today: date) -> Finding | None:
    kind = KINDS.get(entry.key)
    if kind is None:
        return block("figure_kind", UNKNOWN_KIND)
    checks = (
        (entry.value <= 0, "figure_value", NO_NUMBER),
        (kind.unit == PERCENT and entry.value > HUNDRED_PER_CENT, "figure_value", OVER_HUNDRED),
        (entry.value > MOST_PEOPLE, "figure_value", TOO_MANY),
        (entry.as_of > today, "figure_day", TO_COME),
        (entry.as_of < FIRST_DAY, "figure_day", TOO_LONG_AGO),
        (kind.yearly and not FIRST_YEAR <= entry.for_year <= LAST_YEAR, "figure_year", NO_YEAR),
        (not entry.source.strip(), "figure_source", NO_SOURCE),
    )
    return next((block(code, message) for wrong, code, message in checks if wrong), None)


def _fault_beside(entry: Entry, others: list[Entry]) -> Finding | None:
    """Where sources differ about the whole or the part, the one that forgives most is asked."""
    whole = max(_near(entry, others, {KINDS[entry.key].part_of}), key=_value, default=None)
    if whole and entry.value > whole.value:
        known = {"whole": said(whole.key, whole.value), "day_on": whole.as_of}
        return block("figure_value", PART_TOO_LARGE, **known)
    for key in (kind.key for kind in _KINDS if kind.part_of == entry.key):
        part = min(_near(entry, others, {key}), key=_value, default=None)
        if part and entry.value < part.value:
            known = {"part": said(part.key, part.value), "day_on": part.as_of}
            return block("figure_value", WHOLE_TOO_SMALL, **known)
    return None


def _near(entry: Entry, others: list[Entry], keys: set[str]) -> list[Entry]:
    """Of these kinds, for the same year and of about the same time; where there are none, the latest."""
    rows = [row for row in others if row.key in keys and row.for_year == entry.for_year]
    near = [row for row in rows if is_near(row.as_of, entry.as_of)]
    return near or sorted(rows, key=lambda row: row.as_of)[-1:]


def _value(entry: Entry) -> int:
    return entry.value
