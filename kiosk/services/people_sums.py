"""How many people are enrolled, without a funder, about to end or in arrears, grouped as asked: by where they live and
what they do now.

Counts and the lines not folded into them yet (people_counts) are asked together, in one statement: a fold meanwhile
tells nothing twice."""

from collections.abc import Callable
from datetime import date

from peewee import fn

from db.models import PeopleCount, PeopleDelta
from db.models.people_counters import MOST_MONTHS
from db.models.people_counts import ALL
from kiosk.domain.clock import add_months, first_of_month, months_between, today
from kiosk.domain.coverage_looks import ARREARS, Narrow, ending_within
from kiosk.services import places
from kiosk.services.coverage_bases import areas_of, last_paid_of
from kiosk.services.people_counts import ENROLLED, FUNDED, PAID, RESTING, SILENT

Asked = Callable[[type], object]  # a table to the condition that is asked of it


def enrolled(until: date, where: Narrow) -> int:
    """Until the end of that month; whoever was merged into another is not counted twice."""
    return sum(_by("kind", ENROLLED, where, _up_to(until)).values())


def enrolled_by_area(until: date, where: Narrow) -> dict[str, int]:
    """By the kelurahan's code, empty outside the city."""
    return _by("area", ENROLLED, where, _up_to(until))


def enrolled_by_occupation(until: date, where: Narrow) -> dict[str, int]:
    return _by("occupation", ENROLLED, where, _up_to(until))


def unfunded(where: Narrow) -> int:
    """Who is free, less those whose latest funded months reach this one or further."""
    return sum(_unfunded("kind", where).values())


def unfunded_by_area(where: Narrow) -> dict[str, int]:
    return _unfunded("area", where)


def _unfunded(group: str, where: Narrow) -> dict:
    this_month, found = first_of_month(today()), _by(group, ENROLLED, where)
    funded = _by(group, FUNDED, where, lambda table: (table.gap == 0) & (table.month >= this_month))
    for fewer in (_by(group, RESTING, where), funded):
        for key, people in fewer.items():
            found[key] = found.get(key, 0) - people
    return found


def ending(where: Narrow) -> dict[date, int]:
    """By the last funded month, as far as 90 days can reach."""
    return _by("month", FUNDED, where, _is_ending(90))


def ending_by_area(days: int, where: Narrow, last: date | None = None) -> dict[str, int]:
    """Of those that end within so many days, or with the month `last` of them."""
    return _by("area", FUNDED, where, _with(_is_ending(days), last))


def starting_later(where: Narrow) -> dict[date, int]:
    """By the last funded month, as far as 90 days can reach: whose latest funded months begin after this one."""
    return _by("month", FUNDED, where, _is_starting_later)


def starting_later_by_area(where: Narrow, last: date | None = None) -> dict[str, int]:
    return _by("area", FUNDED, where, _with(_is_starting_later, last))


def arrears(where: Narrow) -> dict[date, int]:
    """By the last paid month."""
    return _by("month", PAID, where, _is_in_arrears(ARREARS))


def arrears_by_area(where: Narrow, last: date | None = None, state: str = ARREARS) -> dict[str, int]:
    """Of a state of OF_ARREARS."""
    return _by("area", PAID, where, _with(_is_in_arrears(state), last))


def dead(where: Narrow) -> int:
    """Whose month counts now and who have died; counted where their month was."""
    return sum(_by("kind", SILENT, where, _is_now).values())


def dead_by_area(where: Narrow) -> dict[str, int]:
    return _by("area", SILENT, where, _is_now)


def _is_now(table):
    return table.month == first_of_month(today())


def _up_to(month: date) -> Asked:
    return lambda table: table.month <= first_of_month(month)


def _is_ending(days: int) -> Asked:
    """A span that has begun is long enough to reach back from its end to this month."""
    between = ending_within(today(), days)
    ends = _months(between.first, between.last)
    return lambda table: (
        (table.aside == 0)
        & _any(
            (table.month == last) & (table.months >= min(ahead + 1, MOST_MONTHS))
            for ahead, last in enumerate(ends)
        )
    )


def _is_starting_later(table):
    """A span that begins after this month is too short to reach back to it."""
    between = ending_within(today(), 90)
    ends = _months(between.first, between.last)
    later = ((table.month == last) & (table.months <= ahead) for ahead, last in enumerate(ends) if ahead)
    return (table.aside == 0) & (table.gap == 0) & _any(later)


def _is_in_arrears(state: str) -> Asked:
    """No other paid months have begun since."""
    between = last_paid_of(state)
    ends, now = _months(between.first, between.last), first_of_month(today())
    return lambda table: (
        (table.aside == 0)
        & _any(
            (table.month == last) & ((table.gap == 0) | (table.gap > months_between(last, now)))
            for last in ends
        )
    )


def _with(asked: Asked, last: date | None) -> Asked:
    return asked if last is None else lambda table: asked(table) & (table.month == last)


def _months(first: date, last: date) -> list[date]:
    return [add_months(first, step) for step in range(months_between(first, last) + 1)]


def _any(conditions):
    found = None
    for condition in conditions:
        found = condition if found is None else found | condition
    return False if found is None else found


def _by(group: str, kind: str, where: Narrow, asked: Asked = lambda _table: True) -> dict:
    """People of this kind by the values of the column `group`."""
    kept = _sums(PeopleCount, group, kind, asked).where(*_kept_at(group, where))
    lines = _sums(PeopleDelta, group, kind, asked).where(*_at(where))
    both = kept.union_all(lines).alias("both")
    rows = PeopleCount.select(both.c.by, fn.SUM(both.c.people)).from_(both).group_by(both.c.by).tuples()
    value = getattr(PeopleCount, group).python_value
    return {value(key): int(people) for key, people in rows if people}


def _sums(table, group: str, kind: str, asked: Asked):
    column = getattr(table, group)
    query = table.select(column.alias("by"), fn.SUM(table.people).alias("people"))
    return query.where(table.kind == kind, asked(table)).group_by(column)


def _kept_at(group: str, where: Narrow):
    """The counts that hold what is asked for: of all places together and of all occupations, where that is enough."""
    areas = areas_of(where)
    if areas is None and group == "area":
        areas = ["", *(area.code for area in places.areas())]
    yield PeopleCount.area == ALL if areas is None else PeopleCount.area.in_(areas)
    if where.occupation:
        yield PeopleCount.occupation == where.occupation
    elif group == "occupation":
        yield PeopleCount.occupation.in_([work.code for work in places.occupations()])
    else:
        yield PeopleCount.occupation == ALL
    if where.funder_kind:
        yield PeopleCount.funder_kind == where.funder_kind


def _at(where: Narrow):
    areas = areas_of(where)
    if areas is not None:
        yield PeopleDelta.area.in_(areas)
    if where.occupation:
        yield PeopleDelta.occupation == where.occupation
    if where.funder_kind:
        yield PeopleDelta.funder_kind == where.funder_kind
