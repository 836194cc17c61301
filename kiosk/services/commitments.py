"""A funder takes on people for some months: one month of a person has one funder, whoever comes second is told so."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from peewee import fn

from db.kept import KeptIn, KeptInsert
from db.models import Batch, Commitment, Funder, Programme, Worker
from kiosk.domain.holds import first_step
from kiosk.services import ledger, places, programme_choices, standing
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.holds import hold_until
from kiosk.services.months_taken import MonthsTaken
from kiosk.services.portions import in_chunks
from kiosk.services.rates import rates_now

ROWS_AT_ONCE = 500

_new_ones = KeptInsert(Commitment)
_latest = KeptIn(
    lambda slot, many: (
        Commitment.select(Commitment.worker, fn.MAX(Commitment.id))
        .where(Commitment.worker.in_(many))
        .group_by(Commitment.worker)
    )
)


def commit_months(**wish) -> list[Commitment]:
    """As plan_months; answers with one commitment for each of the workers, in their order."""
    made = plan_months(**wish)
    found = {
        row.id: row
        for chunk in in_chunks(made.values(), ROWS_AT_ONCE)
        for row in Commitment.select().where(Commitment.id.in_(chunk))
    }
    return [found[made[worker.id]] for worker in wish["workers"] if worker.id in made]


def plan_months(
    *,
    funder: Funder,
    workers: list[Worker],
    months: list[date],
    sector_of: Mapping[str, str] | None = None,
    batch: Batch | None = None,
    programme: Programme | None = None,
    plan: str = "jkk_jkm",
    open_ended: bool = False,
    changes: Changes | None = None,
    new: Collection[int] = (),
) -> dict[int, int]:
    """Plan `months` (a run of them, first days) for `workers` in the caller's transaction, which may have `changes`
    open already; answers with the commitment's id by the worker's. `sector_of`: by the code of an occupation.
    `open_ended`: the funder goes on month by month (extend). `new`: whom this very transaction has enrolled, so that
    nobody else can hold or fund them. `programme`: under which the city's own money is promised.

    Raises MonthsTaken when months are taken, Refused when one of them may not be funded, TariffMissing; nothing is
    planned then."""
    if not workers or not months:
        return {}
    known = [worker for worker in workers if worker.id not in new]
    standing.hold(known)
    standing.require_free(workers)
    if programme:
        programme_choices.require_eligible(programme, workers, months)
    # Whoever changes their months holds them too: what is free now stays free until we are done.
    if taken := ledger.taken_months([worker.id for worker in known], months):
        raise MonthsTaken(taken, workers)
    amounts = _amounts(funder, workers, months, sector_of, plan)
    last_month = None if open_ended else months[-1]
    made = _commitments(
        funder, workers, (months[0], last_month), {"batch": batch, "programme": programme}, plan
    )
    held_until = hold_until(funder.kind, first_step(funder.kind))
    with _open(changes) as open_changes:
        open_changes.plan(_rows(funder, workers, months, made, amounts, held_until), new)
    return made


def extend(
    commitments: list[Commitment], *, month: date, held_until: datetime | None, changes: Changes
) -> None:
    """Plan one more month for open-ended commitments of one funder and plan whose people the caller holds in `changes`;
    `month` is free for all of them. Raises TariffMissing."""
    if not commitments:
        return
    funder, workers = commitments[0].funder, [one.worker for one in commitments]
    amounts = _amounts(funder, workers, [month], None, commitments[0].plan)
    made = {one.worker_id: one.id for one in commitments}
    changes.plan(_rows(funder, workers, [month], made, amounts, held_until))


def _open(changes: Changes | None) -> AbstractContextManager[Changes]:
    return nullcontext(changes) if changes else changing([])


def _amounts(
    funder: Funder,
    workers: list[Worker],
    months: list[date],
    sector_of: Mapping[str, str] | None,
    plan: str,
) -> dict[tuple[str, date], int]:
    """What a month costs, by occupation and month."""
    rates, sectors = rates_now(), sector_of or {work.code: work.sector for work in places.occupations()}
    return {
        (occupation, month): rates.amount(
            month=month, sector=sectors[occupation], funder_kind=funder.kind, plan=plan
        )
        for occupation in {worker.occupation_id for worker in workers}
        for month in months
    }


def _commitments(
    funder: Funder,
    workers: list[Worker],
    between: tuple[date, date | None],
    within: Mapping[str, Batch | Programme | None],
    plan: str,
) -> dict[int, int]:
    """The id of a new one for each worker, by the worker's; `within` a batch or a programme."""
    head = {name: row and row.id for name, row in within.items()} | {
        "funder": funder.id,
        "plan": plan,
        "first_month": between[0],
        "last_month": between[1],
    }
    ids = [worker.id for worker in workers]
    _new_ones.add_all([head | {"worker": worker_id} for worker_id in ids])
    # They are held: nobody but us has given them one meanwhile.
    return dict(_latest.rows(ids))


def _rows(
    funder: Funder,
    workers: list[Worker],
    months: list[date],
    made: Mapping[int, int],
    amounts: Mapping[tuple[str, date], int],
    held_until: datetime | None,
) -> list[dict]:
    head = {"funder": funder.id, "funder_kind": funder.kind, "hold_until": held_until}
    return [
        head
        | {
            "worker": worker.id,
            "month": month,
            "commitment": made[worker.id],
            "kelurahan": worker.kelurahan_id,
            "occupation": worker.occupation_id,
            "amount": amounts[worker.occupation_id, month],
        }
        for worker in workers
        for month in months
    ]
