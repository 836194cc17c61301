"""What a month costs, for whoever prices many: the tariff rows in force and the decisions on the cut, read once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from peewee import fn

from db.kept import KeptQuery
from db.models import CutDecision, Tariff
from kiosk.domain import tariff
from kiosk.domain.tariff import LEAST, MonthPrice, NoTariff, TariffRow
from kiosk.services.acting import Refused


class TariffMissing(Refused):
    """A month without a tariff; nothing can be priced until the admin has added one."""

    def __init__(self, missing: NoTariff):
        super().__init__(missing.finding.message, **missing.finding.params)
        self.finding = missing.finding


@dataclass(frozen=True)
class Rates:
    """`decided` holds whether a kind of money gets the cut, by its latest letter; a kind without one is missing."""

    rows: tuple[TariffRow, ...]
    decided: Mapping[str, bool]
    _known: dict[tuple, int] = field(default_factory=dict, compare=False, repr=False)

    def __iter__(self) -> Iterator[TariffRow]:
        return iter(self.rows)

    def gets_cut(self, funder_kind: str) -> bool | None:
        """None while it is not decided."""
        return tariff.gets_cut(funder_kind, self.decided)

    def amount(self, *, month: date, sector: str, funder_kind: str, plan: str = LEAST) -> int:
        """Rupiah for one person and month; at the full tariff while it is not decided. Raises TariffMissing."""
        asked = (month, sector, self.money_of(funder_kind), plan)
        if asked not in self._known:
            self._known[asked] = self.month(
                month=month, sector=sector, public_money=asked[2], plan=plan
            ).amount
        return self._known[asked]

    def money_of(self, funder_kind: str) -> bool | None:
        """As `month` asks for it."""
        return tariff.money_of(funder_kind, self.decided)

    def month(self, *, month: date, sector: str, public_money: bool | None, plan: str = LEAST) -> MonthPrice:
        """The month with its rows, for public money (True), money that gets the cut (False) or neither (None). Raises
        TariffMissing."""
        try:
            return tariff.month_price(
                self.rows, month=month, sector=sector, public_money=public_money, plan=plan
            )
        except NoTariff as missing:
            raise TariffMissing(missing) from missing


def rates_now() -> Rates:
    """Two queries, whose statements are written once: a sheet of a company asks in every transaction. The same rows
    give the same object, with all it has priced."""
    return _rates_of(tuple(_in_force.rows()), tuple(sorted(_latest_letters.rows())))


@lru_cache(maxsize=4)
def _rates_of(rows: tuple[tuple, ...], letters: tuple[tuple[str, object], ...]) -> Rates:
    tariffs = (Tariff(**dict(zip(_COLUMNS, _converted(row), strict=True))) for row in rows)
    return Rates(rows=tuple(map(as_rule, tariffs)), decided=_by_kind(letters))


def _converted(row: tuple) -> Iterator:
    """A kept query hands on what the driver gives: SQLite keeps days as text and yes as 1."""
    fields = Tariff._meta.fields
    return (fields[name].python_value(value) for name, value in zip(_COLUMNS, row, strict=True))


def decisions() -> dict[str, bool]:
    """Kind of money → whether it gets the cut, by the latest letter."""
    return _by_kind(_latest_letters.rows())


def _by_kind(letters: Iterable[tuple[str, object]]) -> dict[str, bool]:
    return {kind: bool(gets_cut) for kind, gets_cut in letters}


def _letters():
    latest = CutDecision.select(fn.MAX(CutDecision.id)).group_by(CutDecision.funder_kind)
    return CutDecision.select(CutDecision.funder_kind, CutDecision.gets_cut).where(CutDecision.id.in_(latest))


_COLUMNS = ("sector", "public_money", "valid_from", "valid_to", "amount", "basis", "programmes")
_in_force = KeptQuery(
    lambda _slot: (
        Tariff.select(*(Tariff._meta.fields[name] for name in _COLUMNS))
        .where(Tariff.withdrawn_at.is_null())
        .order_by(Tariff.id)
    )
)
_latest_letters = KeptQuery(lambda _slot: _letters())


def as_rule(row: Tariff) -> TariffRow:
    """A row of the table as the rules know it."""
    return TariffRow(
        row.sector, row.public_money, row.valid_from, row.valid_to, row.amount, row.basis, row.programmes
    )
