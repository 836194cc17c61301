"""The tariff table as the admin keeps it: a row is added, replaced or withdrawn, never edited. Months already billed
keep the amount they were billed at; those not yet billed are priced anew with their bill."""

from dataclasses import dataclass
from datetime import date

from db.connection import held
from db.models import Tariff
from kiosk.domain import tariff_periods
from kiosk.domain.clock import today, utc_now
from kiosk.domain.tariff import JHT, TariffRow
from kiosk.domain.words import rupiah
from kiosk.services import access, audit
from kiosk.services import tariff_checks as checks
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once
from kiosk.services.rates import as_rule


@dataclass(frozen=True)
class NewTariff:
    """As it is typed: both months are the first of their month, `valid_to` None for no end; rupiah for one month. JHT
    holds for any sector and money."""

    programmes: str
    sector: str | None
    public_money: bool | None
    valid_from: date
    valid_to: date | None
    amount: int
    basis: str

    def rule(self) -> TariffRow:
        names_nothing = self.programmes == JHT
        return TariffRow(
            sector=None if names_nothing else self.sector,
            public_money=None if names_nothing else self.public_money,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            amount=self.amount,
            basis=self.basis,
            programmes=self.programmes,
        )


def add(*, wish: NewTariff, client_key: str, by: Actor) -> int:
    """Raises NotAllowed, WrongPeriod, WrongAmount, NoBasis, KeyInUse."""
    access.require(by.role == "admin")
    return _once("tariff.add", vars(wish), client_key, by, lambda: _add(wish, by))


def replace(*, tariff_id: int, wish: NewTariff, keep_rest: bool, why: str, client_key: str, by: Actor) -> int:
    """Withdraw a row and add another in its place, for the same programme, sector and money, in one transaction. With
    `keep_rest` the old one goes on to hold in its other months. Raises as add does, and NoReason."""
    access.require(by.role == "admin")
    content = {"tariff": tariff_id, "keep_rest": keep_rest, "why": why, **vars(wish)}
    return _once(
        "tariff.replace", content, client_key, by, lambda: _replace(tariff_id, wish, keep_rest, why, by)
    )


def withdraw(*, tariff_id: int, why: str, client_key: str, by: Actor) -> int:
    """Raises NotAllowed, NoReason, Refused where somebody would be left without a tariff, KeyInUse."""
    access.require(by.role == "admin")
    content = {"tariff": tariff_id, "why": why}
    return _once("tariff.withdraw", content, client_key, by, lambda: _withdraw(tariff_id, why, by))


def _once(purpose: str, content: dict, client_key: str, by: Actor, make) -> int:
    answer, _first = once(
        key=client_key, purpose=purpose, content=content, by=by, make=lambda: str(make().id)
    )
    return int(answer)


def _add(wish: NewTariff, by: Actor) -> Tariff:
    rule, live = wish.rule(), _held_rows()
    checks.require_sound(rule)
    checks.require_free(rule, [as_rule(row) for row in live])
    row = _keep(rule, by)
    audit.record("iuran.tarif_ditambah", by=by, kind="tarif", subject=str(row.id), **_told(row))
    return row


def _replace(tariff_id: int, wish: NewTariff, keep_rest: bool, why: str, by: Actor) -> Tariff:
    live, rule = _held_rows(), wish.rule()
    old = _live(tariff_id)
    checks.require_reason(why)
    rest = _checked_rest(rule, old, live, keep_rest)
    _take_back(old, why, by)
    for part in rest:
        _keep(part, by, source=old.source)
    row = _keep(rule, by)
    told = {"lama": str(old.id), "alasan": why, **_told(row)}
    audit.record("iuran.tarif_diganti", by=by, kind="tarif", subject=str(row.id), **told)
    return row


def _checked_rest(rule: TariffRow, old: Tariff, live: list[Tariff], keep_rest: bool) -> list[TariffRow]:
    """What of `old` goes on to hold beside `rule`. Raises WrongPeriod where the two, and the other rows, do not fit."""
    was, others = as_rule(old), [as_rule(row) for row in live if row.id != old.id]
    checks.require_sound(rule)
    checks.require_in_place_of(rule, was)
    checks.require_free(rule, others)
    rest = tariff_periods.rest_of(was, rule) if keep_rest else []
    checks.require_no_gap([was, *others], [rule, *rest, *others])
    return rest


def _withdraw(tariff_id: int, why: str, by: Actor) -> Tariff:
    live = _held_rows()
    row = _live(tariff_id)
    checks.require_reason(why)
    checks.require_no_gap(
        [as_rule(each) for each in live], [as_rule(each) for each in live if each.id != row.id]
    )
    _take_back(row, why, by)
    audit.record("iuran.tarif_dicabut", by=by, kind="tarif", subject=str(row.id), alasan=why, **_told(row))
    return row


def _held_rows() -> list[Tariff]:
    """All rows that hold, once no other admin is at work on them."""
    list(held(Tariff.select(Tariff.id).order_by(Tariff.id)).tuples())
    return list(Tariff.select().where(Tariff.withdrawn_at.is_null()).order_by(Tariff.id))


def _live(tariff_id: int) -> Tariff:
    row = Tariff.get_or_none(Tariff.id == tariff_id)
    if row is None:
        raise NotThere
    if row.withdrawn_at:
        raise Refused(checks.WITHDRAWN)
    return row


def _take_back(row: Tariff, why: str, by: Actor) -> None:
    Tariff.update(withdrawn_at=utc_now(), withdrawn_by=by.user_id, withdrawn_why=why).where(
        Tariff.id == row.id
    ).execute()


def _keep(rule: TariffRow, by: Actor, *, source: str = "") -> Tariff:
    return Tariff.create(**vars(rule), source=source, as_of=today(), added_by=by.user_id)


def _told(row: Tariff) -> dict[str, str]:
    return {
        "program": row.programmes,
        "iuran": rupiah(row.amount),
        "mulai": f"{row.valid_from:%Y-%m}",
        "sampai": f"{row.valid_to:%Y-%m}" if row.valid_to else "tanpa batas",
    }
