"""The city's universal coverage (UCJ) against its target, computed from figures that carry their day and source."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kiosk.domain.clock import today
from kiosk.domain.figure_kinds import (
    HUNDRED_PER_CENT,
    UCJ_ACTIVE,
    UCJ_POTENTIAL,
    UCJ_TARGET,
    UCJ_TARGET_MORE,
    age_in_months,
)
from kiosk.services import figures, settings
from kiosk.services.figures import FigureLine

KEYS = (UCJ_POTENTIAL, UCJ_ACTIVE, UCJ_TARGET, UCJ_TARGET_MORE)
TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Differing:
    """What sources say otherwise than each other, the newest first; or than our own arithmetic with the figures of
    their day, which is `computed` then."""

    key: str
    lines: list[FigureLine]
    computed: int | None = None

    @property
    def last_written_holds(self) -> bool:
        """Whether the first one is used though others are of its day: it was written down last."""
        return any(line.as_of == self.lines[0].as_of for line in self.lines[1:])


@dataclass(frozen=True)
class Old:
    """A figure that is old by the setting, `months` whole months today."""

    line: FigureLine
    months: int


@dataclass(frozen=True)
class Ucj:
    """Everything computed from the newest figures; None where one is missing. `percent` of `potential` are active,
    `gap` people are not; `needed_people` more would reach `target_percent` in `target_year`, `stated_more` is what a
    source says of that. `as_of` and `source` are those of the active participants; `used` are all figures it rests on,
    `differs` where sources contradict each other or our arithmetic. `old` are those of the two that `percent` rests on
    that are old by the setting, the oldest first; `missing_year` is the present year where nobody has set a target for
    it, or 0."""

    potential: int | None = None
    active: int | None = None
    percent: Decimal | None = None
    target_percent: Decimal | None = None
    target_year: int = 0
    gap: int | None = None
    needed_people: int | None = None
    stated_more: int | None = None
    as_of: date | None = None
    source: str = ""
    used: list[FigureLine] = field(default_factory=list)
    differs: list[Differing] = field(default_factory=list)
    old: list[Old] = field(default_factory=list)
    missing_year: int = 0

    @property
    def known(self) -> bool:
        return self.percent is not None

    @property
    def reached(self) -> bool:
        """Whether the target is."""
        return self.needed_people == 0


def against_target(*, year: int | None = None, on: date | None = None) -> Ucj:
    """One query. `year`: of the target; the latest up to now where none is given. `on`: by the figures in force on that
    day, those of later ones left out."""
    found = figures.latest_of(KEYS, year=year, on=on)
    _same_year(found)
    potential, active, target, more = (lines[0] if lines else None for lines in found.values())
    needed = _needed(potential, active, target)
    return Ucj(
        potential=potential.value if potential else None,
        active=active.value if active else None,
        percent=_per_cent(potential, active),
        target_percent=target.amount if target else None,
        target_year=target.for_year if target else 0,
        gap=max(potential.value - active.value, 0) if potential and active else None,
        needed_people=needed,
        stated_more=more.value if more else None,
        as_of=active.as_of if active else None,
        source=active.source if active else "",
        used=[line for line in (potential, active, target, more) if line],
        differs=_differing(found),
        old=_old(potential, active),
        missing_year=0 if year or (target and target.for_year == today().year) else today().year,
    )


def _old(*lines: FigureLine | None) -> list[Old]:
    limit = settings.whole("figure_old_months")
    aged = [Old(line, age_in_months(line.as_of, today())) for line in lines if line]
    return sorted((one for one in aged if one.months >= limit), key=lambda one: one.line.as_of)


def _same_year(found: dict[str, list[FigureLine]]) -> None:
    """What a source says of another year's target is left out."""
    years = {line.for_year for line in found[UCJ_TARGET]}
    found[UCJ_TARGET_MORE] = [line for line in found[UCJ_TARGET_MORE] if line.for_year in years]


def _per_cent(potential: FigureLine | None, active: FigureLine | None) -> Decimal | None:
    """390.498 of 756.873 → 51,59."""
    if not (potential and active and potential.value):
        return None
    return (Decimal(active.value) * 100 / potential.value).quantize(TWO_PLACES, ROUND_HALF_UP)


def _needed(potential: FigureLine | None, active: FigureLine | None, target: FigureLine | None) -> int | None:
    """To the nearest person; 71,59 percent of 756.873 with 390.498 active → 151.347."""
    if not (potential and active and target):
        return None
    aimed = (potential.value * target.value * 2 + HUNDRED_PER_CENT) // (2 * HUNDRED_PER_CENT)
    return max(aimed - active.value, 0)


def _needed_on(day: date, found: dict[str, list[FigureLine]]) -> int | None:
    """Of the figures that were known on the day of what a source says: people who joined since do not contradict it."""
    keys = (UCJ_POTENTIAL, UCJ_ACTIVE, UCJ_TARGET)
    return _needed(*(next((line for line in found[key] if line.as_of <= day), None) for key in keys))


def _differing(found: dict[str, list[FigureLine]]) -> list[Differing]:
    said = [
        Differing(key, lines)
        for key, lines in ((key, figures.contradicting(lines)) for key, lines in found.items())
        if lines
    ]
    more = found[UCJ_TARGET_MORE]
    needed = _needed_on(more[0].as_of, found) if more else None
    if needed is not None and more[0].value != needed:
        said = [one for one in said if one.key != UCJ_TARGET_MORE]
        said.append(Differing(UCJ_TARGET_MORE, figures.contradicting(more) or more[:1], computed=needed))
    return said
