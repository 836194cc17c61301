"""The figures of the city's cover. Behind each stands a list of as many people (coverage_people).

Figures of a month (funded, submitted, paid, effective, and protected today) go by what its rows were counted as: a
person who moved since counts where they lived then. Figures of people (enrolled, unfunded, ending, arrears) go by where
they live and what they do now; enrolled and unfunded know no funder, and whatever `where` says of one is left aside."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.coverage_looks import (
    KECAMATAN,
    KELURAHAN,
    MONTHS_SHOWN,
    OUTSIDE,
    OUTSIDE_NAME,
    AreaRow,
    Funnel,
    MonthRow,
    Narrow,
    Share,
    ending_within,
)
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.lapses import last_day_to_pay
from kiosk.services import coverage_sums, people_sums, places, settings

ANYWHERE = Narrow()
NONE = (0, 0, 0, 0)


def protected_today(where: Narrow = ANYWHERE) -> int:
    """People whose present month is effective, without those who have died. Whoever withdrew or asked to be left alone
    is counted, though nobody names them. Counted where their month was."""
    now = coverage_sums.by_month(_this_month(), _this_month(), where)
    return now.get(_this_month(), NONE)[3] - people_sums.dead(where)


def funnel(month: date, where: Narrow = ANYWHERE) -> Funnel:
    enrolled = people_sums.enrolled(month, where.without_funder())
    return Funnel(enrolled, *coverage_sums.by_month(month, month, where).get(month, NONE))


def by_area(month: date, level: str = KECAMATAN, where: Narrow = ANYWHERE) -> list[AreaRow]:
    """One row for each kecamatan, or kelurahan, of those asked for, in the order of their codes; where no place is
    asked for the last one is OUTSIDE."""
    enrolled = people_sums.enrolled_by_area(month, where.without_funder())
    counted = coverage_sums.by_area(month, where)
    names, place_of = _places(level, where)
    people, months = _added(enrolled, place_of), _added_up(counted, place_of)
    return [_row(code, name, people.get(code, 0), months.get(code, NONE)) for code, name in names.items()]


def by_occupation(month: date, where: Narrow = ANYWHERE) -> list[AreaRow]:
    """The most enrolled first; occupations nobody has are left out."""
    enrolled = people_sums.enrolled_by_occupation(month, where.without_funder())
    counted, works = coverage_sums.by_occupation(month, where), places.occupations_by_code()
    rows = [
        _row(
            code, works[code].name if code in works else code, enrolled.get(code, 0), counted.get(code, NONE)
        )
        for code in enrolled.keys() | counted.keys()
    ]
    return sorted(rows, key=lambda row: (-row.enrolled, -row.funded, row.name))


def by_funder(month: date, where: Narrow = ANYWHERE) -> list[AreaRow]:
    """Every kind of money, in the order of funder_kinds; its `name` is a sentence to translate."""
    counted = coverage_sums.by_funder(month, where)
    kinds = [kind for kind in KINDS if not where.funder_kind or kind == where.funder_kind]
    return [_row(kind, KINDS[kind], None, counted.get(kind, NONE)) for kind in kinds]


def months(last: date, count: int = MONTHS_SHOWN, where: Narrow = ANYWHERE) -> list[MonthRow]:
    """`count` months up to `last`, oldest first, empty ones too."""
    first = add_months(last, 1 - count)
    counted = coverage_sums.by_month(first, last, where)
    shown = (add_months(first, step) for step in range(count))
    return [MonthRow(month, *counted.get(month, NONE)) for month in shown]


def ending(days: int, where: Narrow = ANYWHERE) -> int:
    """Funded this month, and their first empty month begins within so many days."""
    between = ending_within(today(), days)
    return sum(
        people for last, people in people_sums.ending(where).items() if between.first <= last <= between.last
    )


def ending_by_month(where: Narrow = ANYWHERE) -> list[tuple[date, int]]:
    """(last funded month, people) for this month and those that 90 days can reach."""
    between, found = ending_within(today(), 90), people_sums.ending(where)
    count = (between.last.year - between.first.year) * 12 + between.last.month - between.first.month + 1
    return [(month, found.get(month, 0)) for month in (add_months(between.first, n) for n in range(count))]


def starting_later(where: Narrow = ANYWHERE) -> list[tuple[date, int]]:
    """(last funded month, people) of those whose latest funded months begin after this one and end within 90 days;
    months without anybody are left out."""
    return sorted((last, people) for last, people in people_sums.starting_later(where).items() if people)


def arrears(where: Narrow = ANYWHERE) -> list[tuple[date, int]]:
    """(last day to pay, people), the day that comes first first, days gone by too."""
    return [(day, people) for _last, day, people in arrears_by_month(where)]


def arrears_by_month(where: Narrow = ANYWHERE) -> list[tuple[date, date, int]]:
    """(last paid month, last day to pay, people): the month narrows the list behind the figure."""
    lapse_months = settings.whole("lapse_months")
    found = sorted(people_sums.arrears(where).items())
    return [(last, last_day_to_pay(last, lapse_months), people) for last, people in found]


def unfunded(where: Narrow = ANYWHERE) -> int:
    """People for whom nobody has this month or a later one; frozen ones are not asked for."""
    return people_sums.unfunded(where.without_funder())


def share(where: Narrow = ANYWHERE) -> Share:
    return Share(people_sums.enrolled(today(), where.without_funder()), protected_today(where))


def _this_month() -> date:
    return first_of_month(today())


def _row(code: str, name: str, enrolled: int | None, counted: tuple) -> AreaRow:
    funded, _submitted, paid, effective = counted
    return AreaRow(code, name, enrolled, funded, paid, effective)


def _places(level: str, where: Narrow) -> tuple[dict[str, str], dict[str, str]]:
    """Code and name of each place of this level that is asked for; and the place of each kelurahan's code."""
    asked = [area for area in places.areas() if _is_asked(area, where)]
    if level == KELURAHAN:
        names, place_of = {area.code: area.name for area in asked}, {area.code: area.code for area in asked}
    else:
        names = {area.kecamatan_code: area.kecamatan for area in asked}
        place_of = {area.code: area.kecamatan_code for area in asked}
    if where.is_whole_city or where.kelurahan == OUTSIDE:
        names, place_of = names | {OUTSIDE: OUTSIDE_NAME}, place_of | {"": OUTSIDE}
    return names, place_of


def _is_asked(area, where: Narrow) -> bool:
    if where.kelurahan:
        return area.code == where.kelurahan
    return not where.kecamatan or area.kecamatan_code == where.kecamatan


def _added(people: Mapping[str, int], place_of: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for code, count in people.items():
        if code in place_of:
            found[place_of[code]] += count
    return found


def _added_up(counted: Mapping[str, tuple], place_of: Mapping[str, str]) -> dict[str, tuple]:
    found: dict[str, tuple] = defaultdict(lambda: NONE)
    for code, counts in counted.items():
        if code in place_of:
            place = place_of[code]
            found[place] = tuple(map(sum, zip(found[place], counts, strict=True)))
    return found
