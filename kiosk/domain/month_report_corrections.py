"""What of a frozen report the ledger says otherwise today: frozen, now, and the difference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.month_report_reasons import reason_of
from kiosk.domain.month_reports import Figures
from kiosk.domain.words import N_

PEOPLE, RUPIAH, CLAIMS = "people", "rupiah", "claims"
FROM_MONTHS = (
    "new",
    "money",
    "money_each",
)  # for these the months themselves are read, for the others what is kept

_WHOLE = (
    ("registered", PEOPLE, N_("Terdaftar sampai akhir bulan itu")),
    ("planned", PEOPLE, N_("Ditanggung")),
    ("submitted", PEOPLE, N_("Diajukan ke BPJS")),
    ("paid", PEOPLE, N_("Dibayar")),
    ("effective", PEOPLE, N_("Terlindungi")),
    ("new", PEOPLE, N_("Baru terlindungi")),
    ("money", RUPIAH, N_("Iuran yang dibayar untuk bulan itu")),
    ("money_each", RUPIAH, N_("Iuran untuk setiap bulan perlindungan")),
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
    ("told_in_time", CLAIMS, N_("Klaim yang dilaporkan ke BPJS dalam 2 x 24 jam")),
    ("told_late", CLAIMS, N_("Klaim yang terlambat dilaporkan ke BPJS")),
    ("untold", CLAIMS, N_("Klaim yang belum dilaporkan ke BPJS padahal batasnya lewat")),
    ("waiting", CLAIMS, N_("Klaim yang belum dilaporkan ke BPJS dan masih dalam batas")),
    ("paid", CLAIMS, N_("Klaim yang dibayar BPJS pada bulan itu")),
    ("paid_amount", RUPIAH, N_("Manfaat yang dibayar BPJS pada bulan itu")),
    ("open", CLAIMS, N_("Klaim yang masih berjalan pada akhir bulan itu")),
)


@dataclass(frozen=True)
class Correction:
    """`words` with `params` say which figure; a value in `params` is a sentence too. `why` it changed is a sentence, or
    empty. None stands for what there was not, or is not any more. `is_kept`: counted from what is kept, which a list of
    all months can afford; the others from the months themselves."""

    words: str
    unit: str
    frozen: int | None
    now: int | None
    params: dict[str, str] = field(default_factory=dict)
    why: str = ""
    is_kept: bool = True

    @property
    def difference(self) -> int | None:
        return None if self.frozen is None or self.now is None else self.now - self.frozen


def corrections(frozen: Figures, now: Figures) -> list[Correction]:
    """In the order of the report; empty where the ledger still says the same."""
    return [one for one in _compared(frozen, now) if one.frozen != one.now]


def kept(found: Iterable[Correction]) -> int:
    """How many of them are counted from what is kept: what a list of all months and one month both say."""
    return sum(one.is_kept for one in found)


def _compared(frozen: Figures, now: Figures) -> Iterator[Correction]:
    yield from _pairs(_WHOLE, frozen, now)
    yield from _by_key(_OF_A_SCHEME, frozen, now, "schemes", "kind", lambda one: KINDS[one.kind])
    yield from _by_key(_OF_AN_AREA, frozen, now, "areas", "code", lambda one: one.name)
    deaths = now.claims.accident_death - frozen.claims.accident_death
    yield from _pairs(_OF_CLAIMS, frozen.claims, now.claims, "claims", deaths=deaths)


def _pairs(compared, frozen, now, part: str = "", deaths: int = 0, **params) -> Iterator[Correction]:
    for name, unit, words in compared:
        found = Correction(
            words, unit, getattr(frozen, name), getattr(now, name), params, is_kept=name not in FROM_MONTHS
        )
        yield replace(found, why=reason_of(f"{part}.{name}", found.difference, deaths=deaths))


def _by_key(compared, frozen: Figures, now: Figures, part: str, key: str, name) -> Iterator[Correction]:
    later = {getattr(one, key): one for one in getattr(now, part)}
    for one in getattr(frozen, part):
        if other := later.get(getattr(one, key)):
            yield from _pairs(compared, one, other, part, what=name(one))
