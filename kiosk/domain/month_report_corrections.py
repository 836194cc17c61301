"""What of a frozen report the ledger says otherwise today: frozen, now, and the difference."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.month_reports import Figures
from kiosk.domain.words import N_

PEOPLE, MONTHS, RUPIAH, CLAIMS = "people", "months", "rupiah", "claims"

_WHOLE = (
    ("registered", PEOPLE, N_("Terdaftar sampai akhir bulan itu")),
    ("planned", PEOPLE, N_("Ditanggung")),
    ("submitted", PEOPLE, N_("Diajukan ke BPJS")),
    ("paid", PEOPLE, N_("Dibayar")),
    ("effective", PEOPLE, N_("Terlindungi")),
    ("new", PEOPLE, N_("Baru terlindungi")),
    ("money", RUPIAH, N_("Iuran yang dibayar untuk bulan itu")),
    ("money_each", RUPIAH, N_("Iuran untuk setiap bulan kerja yang terlindungi")),
)
_OF_A_SCHEME = (
    ("planned", PEOPLE, N_("Ditanggung: %(what)s")),
    ("paid", PEOPLE, N_("Dibayar: %(what)s")),
    ("effective", PEOPLE, N_("Terlindungi: %(what)s")),
    ("new", PEOPLE, N_("Baru terlindungi: %(what)s")),
    ("money", RUPIAH, N_("Iuran yang dibayar: %(what)s")),
)
_OF_AN_AREA = (
    ("registered", PEOPLE, N_("Terdaftar di %(what)s")),
    ("planned", PEOPLE, N_("Ditanggung di %(what)s")),
    ("effective", PEOPLE, N_("Terlindungi di %(what)s")),
)
_OF_CLAIMS = (
    ("accident", CLAIMS, N_("Klaim kecelakaan kerja yang dilaporkan")),
    ("accident_death", CLAIMS, N_("Klaim meninggal karena kecelakaan kerja yang dilaporkan")),
    ("death", CLAIMS, N_("Klaim kematian yang dilaporkan")),
    ("told_in_time", CLAIMS, N_("Klaim yang sampai di BPJS dalam 2 x 24 jam")),
    ("told_late", CLAIMS, N_("Klaim yang terlambat sampai di BPJS")),
    ("untold", CLAIMS, N_("Klaim yang belum sampai di BPJS")),
    ("paid", CLAIMS, N_("Klaim yang dibayar BPJS pada bulan itu")),
    ("paid_amount", RUPIAH, N_("Manfaat yang dibayar BPJS pada bulan itu")),
    ("open", CLAIMS, N_("Klaim yang masih berjalan pada akhir bulan itu")),
)


@dataclass(frozen=True)
class Correction:
    """`words` with `params` say which figure; a value in `params` is a sentence too. None stands for what there was
    not, or is not any more."""

    words: str
    unit: str
    frozen: int | None
    now: int | None
    params: dict[str, str] = field(default_factory=dict)

    @property
    def difference(self) -> int | None:
        return None if self.frozen is None or self.now is None else self.now - self.frozen


def corrections(frozen: Figures, now: Figures) -> list[Correction]:
    """In the order of the report; empty where the ledger still says the same."""
    return [one for one in _compared(frozen, now) if one.frozen != one.now]


def _compared(frozen: Figures, now: Figures) -> Iterator[Correction]:
    yield from _pairs(_WHOLE, frozen, now)
    yield from _by_key(_OF_A_SCHEME, frozen.schemes, now.schemes, "kind", lambda one: KINDS[one.kind])
    yield from _by_key(_OF_AN_AREA, frozen.areas, now.areas, "code", lambda one: one.name)
    yield from _pairs(_OF_CLAIMS, frozen.claims, now.claims)


def _pairs(compared, frozen, now, **params) -> Iterator[Correction]:
    for name, unit, words in compared:
        yield Correction(words, unit, getattr(frozen, name), getattr(now, name), params)


def _by_key(compared, frozen: list, now: list, key: str, name) -> Iterator[Correction]:
    later = {getattr(one, key): one for one in now}
    for one in frozen:
        if other := later.get(getattr(one, key)):
            yield from _pairs(compared, one, other, what=name(one))
