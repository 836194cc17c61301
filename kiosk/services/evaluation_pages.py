"""The evaluation as a page: how many of each stage, after how long, where they stand still, and by whom. Every number
is read from the sums of one run, and the list behind it from the rows of the same."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from db.models import Company, EvaluationRun, EvaluationSum, Opd, Post
from kiosk.domain.evaluation import AT_EASE, HELD, LAPSED, STAGES, STEPS, UNFUNDED, WAITED
from kiosk.services import access
from kiosk.services.acting import Actor
from kiosk.services.evaluation_counting import ALL, COMPANY, OPD, POST, job_under_way, newest
from kiosk.services.participation_places import Departments

MAY_LOOK = ("petugas", "opd", *access.SEES_ALL)
SEES_PEOPLE = ("petugas", *access.SEES_ALL)
GROUPINGS = (POST, COMPANY, OPD)


@dataclass(frozen=True)
class Scope:
    """Whose people a reader is shown: `codes` of one of GROUPINGS, as the sums write them; None: everybody."""

    by: str = ALL
    codes: tuple[str, ...] | None = None

    @property
    def is_whole(self) -> bool:
        return self.codes is None

    @property
    def groupings(self) -> tuple[str, ...]:
        return GROUPINGS if self.is_whole else (self.by,)


@dataclass(frozen=True)
class Count:
    """`days` they have waited together."""

    people: int = 0
    days: int = 0

    @property
    def mean_days(self) -> int:
        return round(self.days / self.people) if self.people else 0


@dataclass(frozen=True)
class Stage:
    """One of domain/evaluation.STAGES: `steps`, `waited` and `held` by their codes, in their order."""

    code: str
    all: Count
    steps: dict[str, int]
    waited: dict[str, int]
    held: dict[str, int]


@dataclass(frozen=True)
class Group:
    """A post, a company or a department; `code` is empty for people who have none."""

    code: str
    name: str
    counts: dict[str, Count]

    @property
    def people(self) -> int:
        return sum(count.people for count in self.counts.values())


@dataclass(frozen=True)
class Evaluation:
    """`counted_at` is None before the first run, and nothing else is filled then. For whom only a part is shown
    `enrolled` is None and `at_ease` empty: how many of domain/evaluation.AT_EASE, those that there are.
    `is_counting`: a newer one is under way."""

    day: date | None = None
    counted_at: datetime | None = None
    enrolled: int | None = None
    at_ease: dict[str, int] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    grouped_by: str = POST
    groupings: tuple[str, ...] = GROUPINGS
    groups: list[Group] = field(default_factory=list)
    is_counting: bool = False


def scope_of(by: Actor) -> Scope:
    """Raises NotAllowed."""
    access.require(by.role in MAY_LOOK)
    if by.role == "petugas":
        return Scope(POST, tuple(map(str, by.post_ids)))
    if by.role == "opd":
        return Scope(OPD, tuple(map(str, Departments().subtree(by.opd_id))) if by.opd_id else ())
    return Scope()


def page_of(*, grouped_by: str, by: Actor) -> Evaluation:
    """In a fixed number of queries, however many people there are. `grouped_by` is one of GROUPINGS; a reader of one
    of them alone is shown that. Raises NotAllowed."""
    scope, run = scope_of(by), newest()
    is_counting = job_under_way() is not None
    grouped_by = grouped_by if grouped_by in scope.groupings else scope.groupings[0]
    if run is None:
        return Evaluation(is_counting=is_counting, grouped_by=grouped_by, groupings=scope.groupings)
    return Evaluation(
        day=run.day,
        counted_at=run.finished_at,
        enrolled=run.totals["enrolled"] if scope.is_whole else None,
        at_ease={code: run.totals[code] for code in AT_EASE if run.totals.get(code)}
        if scope.is_whole
        else {},
        stages=_stages(run, scope),
        grouped_by=grouped_by,
        groupings=scope.groupings,
        groups=_groups(run, scope, grouped_by),
        is_counting=is_counting,
    )


def sums_of(run: EvaluationRun, by: str, codes: tuple[str, ...] | None = None):
    """The query of the sums of a run: of everybody, or of one of GROUPINGS, and of that these codes alone."""
    query = EvaluationSum.select().where(EvaluationSum.run == run, EvaluationSum.by == by)
    return query if codes is None else query.where(EvaluationSum.code.in_(codes))


def _stages(run: EvaluationRun, scope: Scope) -> list[Stage]:
    found: dict[str, list[EvaluationSum]] = defaultdict(list)
    for row in sums_of(run, scope.by, scope.codes):
        found[row.stage].append(row)
    shown = [stage for stage in STAGES if scope.by != OPD or stage != UNFUNDED]
    return [_stage(stage, found[stage]) for stage in shown]


def _stage(stage: str, rows: list[EvaluationSum]) -> Stage:
    return Stage(
        code=stage,
        all=Count(sum(row.people for row in rows), sum(row.days for row in rows)),
        steps=_by(STEPS[stage], rows, "step"),
        waited=_by(WAITED, rows, "bucket"),
        held=_by(HELD, rows, "held") if stage == LAPSED else {},
    )


def _by(codes: Mapping[str, object], rows: list[EvaluationSum], column: str) -> dict[str, int]:
    people = dict.fromkeys(codes, 0)
    for row in rows:
        people[getattr(row, column)] += row.people
    return people


def _groups(run: EvaluationRun, scope: Scope, grouped_by: str) -> list[Group]:
    """The most people first; whoever has no post, company or department comes last."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    name_of = _names(grouped_by)
    for row in sums_of(run, grouped_by, scope.codes):
        counted = counts[row.code][row.stage]
        counted[0] += row.people
        counted[1] += row.days
    groups = [
        Group(code, name_of.get(code, ""), {stage: Count(*counted) for stage, counted in stages.items()})
        for code, stages in counts.items()
        if code or grouped_by == POST
    ]
    return sorted(groups, key=lambda group: (not group.code, -group.people, group.name))


def _names(grouped_by: str) -> dict[str, str]:
    table = {POST: Post, COMPANY: Company, OPD: Opd}[grouped_by]
    return {str(row_id): name for row_id, name in table.select(table.id, table.name).tuples()}
