"""The people behind a figure of coverage: one page of them, NIK masked, as long in all as the figure says."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date

from kiosk.domain.clock import first_of_month, today
from kiosk.domain.coverage_looks import ENROLLED, OF_A_MONTH, OF_ARREARS, OF_ENDING, OUTSIDE_NAME, Narrow
from kiosk.domain.lapses import last_day_to_pay
from kiosk.domain.words import mask_nik
from kiosk.services import access, coverage_people, places, safe, settings
from kiosk.services.acting import Actor
from kiosk.services.coverage_figures import ANYWHERE
from kiosk.services.coverage_people import PAGE, Person

__all__ = ["PAGE", "Line", "Listed", "Wish", "everyone", "page_of", "total_of"]


@dataclass(frozen=True)
class Wish:
    """`state` is one of coverage_looks.STATES. `month`: of a figure of a month; `last`: where only those are meant
    whose cover ends, or has ended, with it."""

    state: str
    where: Narrow = ANYWHERE
    month: date | None = None
    last: date | None = None

    @property
    def is_of_month(self) -> bool:
        return self.state == ENROLLED or self.state in OF_A_MONTH

    @property
    def is_of_end(self) -> bool:
        return self.state in OF_ARREARS or self.state in OF_ENDING

    @property
    def asked_month(self) -> date | None:
        """What coverage_people narrows by."""
        if self.is_of_end:
            return self.last
        return (self.month or first_of_month(today())) if self.is_of_month else None

    def frozen(self) -> dict:
        """As it is kept for a later day: codes and months, the month of its figure among them."""
        months = {"month": self.asked_month if self.is_of_month else None, "last": self.last}
        said = {name: one.isoformat() if one else "" for name, one in months.items()}
        return {"state": self.state, **said, **asdict(self.where)}

    @classmethod
    def thawed(cls, kept: Mapping[str, str]) -> "Wish":
        where = Narrow(**{one.name: kept[one.name] for one in fields(Narrow)})
        month, last = (date.fromisoformat(kept[name]) if kept[name] else None for name in ("month", "last"))
        return cls(kept["state"], where, month=month, last=last)


@dataclass(frozen=True)
class Line:
    """One person as a list shows them; whose data are frozen is named by the registration number alone. `area` and
    `occupation` are what the figure counts them as, `last` the last month of cover where the figure is about that,
    `pay_by` the last day to pay where it is about arrears."""

    reg_no: str
    name: str
    nik_masked: str
    area: str
    occupation: str
    funder_kind: str
    last: date | None
    frozen: bool
    pay_by: date | None = None


@dataclass(frozen=True)
class Listed:
    lines: list[Line]
    follows: bool
    total: int


def page_of(*, wish: Wish, by: Actor, page: int = 1) -> Listed:
    """Raises NotAllowed for whoever sees no names."""
    access.require(by.role in access.SEES_ALL)
    people, follows = coverage_people.page_of(
        state=wish.state, where=wish.where, month=wish.asked_month, page=page
    )
    return Listed([_line(one, wish) for one in people], follows, total_of(wish))


def everyone(wish: Wish) -> Iterator[Line]:
    """All of them in the order of the list; the caller has asked whether their names may leave."""
    people = coverage_people.everyone(state=wish.state, where=wish.where, month=wish.asked_month)
    return (_line(one, wish) for one in people)


def total_of(wish: Wish) -> int:
    """The figure that opens this list."""
    return coverage_people.count(state=wish.state, where=wish.where, month=wish.asked_month)


def _line(one: Person, wish: Wish) -> Line:
    worker, in_arrears = one.worker, wish.state in OF_ARREARS
    return Line(
        reg_no=worker.reg_no,
        name="" if one.at_rest else worker.name,
        nik_masked="" if one.at_rest else mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        area=places.area_name(one.kelurahan) or worker.home_regency or OUTSIDE_NAME,
        occupation=one.occupation,
        funder_kind=one.funder_kind,
        last=one.last,
        frozen=one.at_rest,
        pay_by=last_day_to_pay(one.last, settings.whole("lapse_months")) if in_arrears and one.last else None,
    )
