"""The people behind a number of the evaluation, longest waiting first: rows of the run the number was read from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from db.models import Company, EvaluationRow, EvaluationRun, Opd, Post, Worker
from kiosk.domain.evaluation import STAGES
from kiosk.domain.words import N_, mask_nik
from kiosk.services import access, places, safe
from kiosk.services.acting import Actor, NotThere
from kiosk.services.evaluation_counting import ALL, BY, COMPANY, OPD, POST, newest
from kiosk.services.evaluation_pages import SEES_PEOPLE, Scope, scope_of, sums_of

PAGE = 50
NONE = "tanpa"  # in place of an id: of those who have none
WITHOUT = {POST: N_("bukan lewat pos"), COMPANY: N_("tanpa perusahaan"), OPD: N_("tanpa OPD")}


@dataclass(frozen=True)
class Wish:
    """`stage` is one of domain/evaluation.STAGES; the others narrow it where they are not empty. `code`, with `by`, is
    the id of a post, a company or a department, or NONE."""

    stage: str
    step: str = ""
    bucket: str = ""
    held: str = ""
    by: str = ""
    code: str = ""


@dataclass(frozen=True)
class Line:
    """One person, enrolled at `post`, which is empty for none; who was frozen or merged since is named by the
    registration number alone. `nik_masked` only where all of a list is read."""

    reg_no: str
    name: str
    area: str
    occupation: str
    step: str
    since: date
    months: int
    whose: str
    post: str
    at_rest: bool
    nik_masked: str = ""


@dataclass(frozen=True)
class Listed:
    day: date
    lines: list[Line]
    total: int
    of: str  # the post, company or department it is narrowed to

    def follows(self, page: int) -> bool:
        return page * PAGE < self.total


def page_of(*, wish: Wish, by: Actor, page: int = 1) -> Listed:
    """Raises NotAllowed, NotThere before the first run, for a stage nobody knows, or for somebody else's post."""
    scope, run = _asked(wish, by)
    rows = _rows(run, wish, scope).offset((page - 1) * PAGE).limit(PAGE)
    return Listed(run.day, [_line(row) for row in rows], _total_of(run, wish, scope), name_of(wish))


def counted(*, wish: Wish, by: Actor) -> tuple[EvaluationRun, int]:
    """The run a list is read from and how long it is. Raises as page_of."""
    scope, run = _asked(wish, by)
    return run, _total_of(run, wish, scope)


def everyone(run: EvaluationRun, wish: Wish) -> Iterator[Line]:
    """All of them in the order of the list, one at a time; the caller has asked whether their names may leave."""
    for row in _rows(run, wish, Scope()).iterator():
        yield _line(row, with_nik=True)


def name_of(wish: Wish) -> str:
    """Of the post, company or department a list is narrowed to; empty where it is not."""
    if not wish.by or wish.code == NONE:
        return ""
    table = {POST: Post, COMPANY: Company, OPD: Opd}[wish.by]
    return table.select(table.name).where(table.id == int(wish.code)).scalar() or ""


def _asked(wish: Wish, by: Actor) -> tuple[Scope, EvaluationRun]:
    access.require(by.role in SEES_PEOPLE)
    scope, run = scope_of(by), newest()
    if run is None or wish.stage not in STAGES:
        raise NotThere
    if wish.by and not scope.is_whole and (wish.by != scope.by or wish.code not in scope.codes):
        raise NotThere
    return scope, run


def _total_of(run: EvaluationRun, wish: Wish, scope: Scope) -> int:
    """As the page says it."""
    by, codes = (wish.by, (_sum_code(wish),)) if wish.by else (scope.by, scope.codes)
    wanted = {"stage": wish.stage, "step": wish.step, "bucket": wish.bucket, "held": wish.held}
    return sum(
        row.people
        for row in sums_of(run, by or ALL, codes)
        if all(not value or getattr(row, name) == value for name, value in wanted.items())
    )


def _sum_code(wish: Wish) -> str:
    return "" if wish.code == NONE else wish.code


def _rows(run: EvaluationRun, wish: Wish, scope: Scope):
    query = (
        EvaluationRow.select(
            EvaluationRow, Worker, Company.id, Company.name, Opd.id, Opd.name, Post.id, Post.name
        )
        .join(Worker)
        .switch(EvaluationRow)
        .join(Company, JOIN.LEFT_OUTER)
        .switch(EvaluationRow)
        .join(Opd, JOIN.LEFT_OUTER)
        .switch(EvaluationRow)
        .join(Post, JOIN.LEFT_OUTER)
        .where(EvaluationRow.run == run, EvaluationRow.stage == wish.stage)
    )
    for column, value in (
        (EvaluationRow.step, wish.step),
        (EvaluationRow.bucket, wish.bucket),
        (EvaluationRow.held, wish.held),
    ):
        if value:
            query = query.where(column == value)
    if wish.by:
        column = BY[wish.by]
        query = query.where(column.is_null() if wish.code == NONE else column == int(wish.code))
    elif not scope.is_whole:
        query = query.where(BY[scope.by].in_(list(map(int, scope.codes))))
    return query.order_by(EvaluationRow.since, EvaluationRow.worker)


def _line(row: EvaluationRow, *, with_nik: bool = False) -> Line:
    worker = row.worker
    at_rest = worker.frozen_at is not None or worker.merged_into_id is not None
    return Line(
        reg_no=worker.reg_no,
        name="" if at_rest else worker.name,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        occupation=worker.occupation_id,
        step=row.step,
        since=row.since,
        months=row.months,
        whose=row.company.name if row.company_id else row.opd.name if row.opd_id else "",
        post=row.post.name if row.post_id else "",
        at_rest=at_rest,
        nik_masked=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)) if with_nik and not at_rest else "",
    )
