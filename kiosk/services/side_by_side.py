"""Two registrations beside each other: what each says of the person, secrets masked, and where they differ."""

from dataclasses import dataclass

from db.models import Card, CoverageMonth, Worker
from kiosk.services import ledger, person_values
from kiosk.services.cards import live_card
from kiosk.services.person_values import FIELDS, Value
from kiosk.services.worker_strip import StripMonth, strip_of

ALWAYS_SHOWN = {"phone", "address", "mother_name"}


@dataclass(frozen=True)
class Side:
    """One registration; `months` the live ones."""

    worker: Worker
    months: list[CoverageMonth]
    strip: list[StripMonth]
    protection: object
    card: Card | None


@dataclass(frozen=True)
class Row:
    """One field of both, masked where it is a secret. `places`: which digits of two NIKs differ, counted from 1."""

    field: str
    one: Value
    other: Value
    differs: bool
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two registrations whom the reader may both see."""

    one: Side
    other: Side
    rows: list[Row]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.one, self.other


def pair_of(one: Worker, other: Worker) -> Pair:
    """Fields that are empty on both sides are left out, but for those that tell people apart."""
    values, others = person_values.values_of(one), person_values.values_of(other)
    known = {field for field in FIELDS if values[field] is not None or others[field] is not None}
    filled = [field for field in FIELDS if field in known | ALWAYS_SHOWN]
    return Pair(_side(one), _side(other), [_row(field, values[field], others[field]) for field in filled])


def _side(worker: Worker) -> Side:
    months = ledger.live_months(worker.id)
    protection = ledger.protection(months)
    return Side(
        worker=worker,
        months=months,
        strip=strip_of(months, enrolled_on=worker.enrolled_on),
        protection=protection,
        card=live_card(worker.id),
    )


def _row(field: str, one: Value, other: Value) -> Row:
    return Row(
        field=field,
        one=person_values.shown(field, one),
        other=person_values.shown(field, other),
        differs=one != other,
        places=person_values.different_places(field, one, other),
    )
