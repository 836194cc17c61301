"""The evaluation is counted once a day: a run goes through everybody enrolled by their ids, some thousands a
transaction, so that nobody at a desk waits, and goes on where it was when its worker dies. Pages read the newest that
is finished."""

from collections import Counter, defaultdict
from collections.abc import Callable

from peewee import fn

from db.connection import in_turn, writing
from db.kept import KeptInsert
from db.models import EvaluationRow, EvaluationRun, EvaluationSum, Job, Worker
from kiosk.domain.clock import start_of, today, utc_now
from kiosk.domain.evaluation import AT_EASE, STAGES, Found, at_ease, found_of
from kiosk.services import access, audit, queue
from kiosk.services.acting import SYSTEM, Actor
from kiosk.services.evaluation_facts import Known, facts_of
from kiosk.services.once import once

JOB = "evaluation.count"
PEOPLE_AT_ONCE, ROWS_AT_ONCE = 2_000, 5_000
TURN = 240_034  # one is begun at a time
ALL, POST, COMPANY, OPD = "all", "post", "company", "opd"
BY = {POST: EvaluationRow.post, COMPANY: EvaluationRow.company, OPD: EvaluationRow.opd}

_rows = KeptInsert(EvaluationRow)
_sums = KeptInsert(EvaluationSum)


def newest() -> EvaluationRun | None:
    """The newest run that is finished; None before the first."""
    finished = EvaluationRun.select().where(EvaluationRun.finished_at.is_null(False))
    return finished.order_by(EvaluationRun.id.desc()).first()


def ask_if_due() -> bool:
    """Whether today's run has just been asked for."""
    with writing():
        in_turn(TURN)
        asked = Job.select().where(Job.kind == JOB, Job.asked_at >= start_of(today())).exists()
        if not asked:
            queue.ask(JOB, by=SYSTEM)
    return not asked


def ask_anew(*, client_key: str, by: Actor) -> None:
    """Count again now, once per key; one that is being counted is enough. Raises NotAllowed, KeyInUse."""
    access.require(by.role == "admin")
    once(key=client_key, purpose="evaluation", content={}, by=by, make=lambda: _ask_anew(by))


def job_under_way() -> Job | None:
    return (
        Job.select()
        .where(Job.kind == JOB, Job.state.in_(("waiting", "running")))
        .order_by(Job.id.desc())
        .first()
    )


def count(progress: Callable[[int, int], None]) -> None:
    """For the worker. A run of an earlier day that was never finished is left and a new one begun."""
    run = _begun()
    while run.finished_at is None:
        last = Worker.select(fn.MAX(Worker.id)).scalar() or 0
        if run.up_to < last:
            up_to = min(run.up_to + PEOPLE_AT_ONCE, last)
            _take(run, up_to)
            progress(up_to, last)
        else:
            _finish(run)
        run = EvaluationRun.get_by_id(run.id)
    _forget_older(run)


def _ask_anew(by: Actor) -> str:
    in_turn(TURN)
    if job_under_way() is None:
        queue.ask(JOB, by=by)
        audit.record("evaluasi.dihitung_ulang", by=by, kind="evaluasi")
    return "asked"


def _begun() -> EvaluationRun:
    with writing():
        in_turn(TURN)
        unfinished = EvaluationRun.select().where(
            EvaluationRun.finished_at.is_null(), EvaluationRun.day == today()
        )
        return unfinished.order_by(EvaluationRun.id.desc()).first() or EvaluationRun.create(day=today())


def _take(run: EvaluationRun, up_to: int) -> None:
    """Up to so far, or not at all: a job that two are at takes nobody twice."""
    found, others = [], Counter(run.totals or dict.fromkeys(AT_EASE, 0))
    for one in facts_of(after=run.up_to, up_to=up_to, on=run.day):
        if what := found_of(one.course, on=run.day):
            found.append(_row(run.id, one, what))
        else:
            others[at_ease(one.course, on=run.day)] += 1
    with writing():
        if EvaluationRun.update(up_to=up_to, totals=dict(others)).where(*_as_read(run)).execute():
            _rows.add_all(found)


def _as_read(run: EvaluationRun):
    """Nobody else has gone on with it, or ended it, since."""
    yield from (EvaluationRun.id == run.id, EvaluationRun.up_to == run.up_to)
    yield EvaluationRun.finished_at.is_null()


def _row(run_id: int, one: Known, what: Found) -> dict:
    return {
        "run": run_id,
        "worker": one.worker_id,
        "stage": what.stage,
        "step": what.step,
        "bucket": what.bucket,
        "held": what.held,
        "since": what.since,
        "months": what.months,
        "post": one.post_id,
        "company": one.whose.company_id,
        "opd": one.whose.opd_id,
    }


def _finish(run: EvaluationRun) -> None:
    """Sums and the end of the run together: a page sees all of it, or the one before."""
    sums = summed(run)
    totals = dict.fromkeys(AT_EASE, 0) | (run.totals or {}) | stage_totals(sums)
    totals["enrolled"] = sum(totals.values())
    keys = ("by", "code", "stage", "step", "bucket", "held")
    lines = [
        dict(zip(keys, key, strict=True), run=run.id, people=people, days=days)
        for key, (people, days) in sums.items()
    ]
    with writing():
        ended = EvaluationRun.update(finished_at=utc_now(), totals=totals)
        if ended.where(*_as_read(run)).execute():
            _sums.add_all(lines)


def summed(run: EvaluationRun) -> dict[tuple, tuple[int, int]]:
    """From its rows: (by, code, stage, step, bucket, held) → people, and the days they have waited together."""
    sums: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    kinds = (EvaluationRow.stage, EvaluationRow.step, EvaluationRow.bucket, EvaluationRow.held)
    columns = (EvaluationRow.post, EvaluationRow.company, EvaluationRow.opd)
    rows = (
        EvaluationRow.select(*columns, *kinds, EvaluationRow.since, fn.COUNT(EvaluationRow.worker))
        .where(EvaluationRow.run == run)
        .group_by(*columns, *kinds, EvaluationRow.since)
    )
    for post, company, opd, *kind, since, people in rows.tuples().iterator():
        days = (run.day - since).days * people
        for by, code in ((ALL, ""), (POST, post), (COMPANY, company), (OPD, opd)):
            counted = sums[by, "" if code is None else str(code), *kind]
            counted[0] += people
            counted[1] += max(days, 0)
    return {key: (people, days) for key, (people, days) in sums.items()}


def stage_totals(sums: dict[tuple, tuple[int, int]]) -> dict[str, int]:
    """How many people of each stage, from `summed`."""
    totals = dict.fromkeys(STAGES, 0)
    for (by, _code, stage, *_rest), (people, _days) in sums.items():
        if by == ALL:
            totals[stage] += people
    return totals


def _forget_older(run: EvaluationRun) -> None:
    """Some rows a transaction; those of runs that were never finished too."""
    older = [
        row_id
        for (row_id,) in EvaluationRun.select(EvaluationRun.id).where(EvaluationRun.id < run.id).tuples()
    ]
    for run_id in older:
        while _forget_some(run_id):
            pass
        with writing():
            EvaluationSum.delete().where(EvaluationSum.run == run_id).execute()
            EvaluationRun.delete().where(EvaluationRun.id == run_id).execute()


def _forget_some(run_id: int) -> int:
    with writing():
        some = (
            EvaluationRow.select(EvaluationRow.worker).where(EvaluationRow.run == run_id).limit(ROWS_AT_ONCE)
        )
        ids = [worker_id for (worker_id,) in some.tuples()]
        if ids:
            EvaluationRow.delete().where(EvaluationRow.run == run_id, EvaluationRow.worker.in_(ids)).execute()
    return len(ids)
