"""A funder takes on people for some months: one month of a person has one funder, whoever comes second is told so."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date

from peewee import fn

from db.kept import KeptIn, KeptInsert
from db.models import Batch, Commitment, CoverageMonth, Funder, Worker
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.holds import first_step
from kiosk.domain.words import N_, months_in_words, short_name
from kiosk.services import ledger, places, standing
from kiosk.services.acting import Refused
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.holds import hold_until
from kiosk.services.portions import in_chunks
from kiosk.services.rates import rates_now

NAMED = 3
ROWS_AT_ONCE = 500

_new_ones = KeptInsert(Commitment)
_latest = KeptIn(
    lambda slot, many: (
        Commitment.select(Commitment.worker, fn.MAX(Commitment.id))
        .where(Commitment.worker.in_(many))
        .group_by(Commitment.worker)
    )
)

ONE_TAKEN = N_(
    "%(name)s sudah ditanggung %(funder)s untuk %(months)s. Satu bulan hanya boleh satu penanggung: pilih bulan lain, "
    "atau lewati orang ini."
)
SOME_TAKEN = N_(
    "%(count)s orang sudah ada penanggungnya: %(people)s. Satu bulan hanya boleh satu penanggung: pilih bulan lain, "
    "atau lewati mereka."
)


class MonthsTaken(Refused):
    """Somebody else holds months of these people. `taken` are these months by the worker's id."""

    def __init__(self, taken: Mapping[int, list[CoverageMonth]], workers: Iterable[Worker]):
        names = {worker.id: short_name(worker.name) for worker in workers}
        message, params = _said([(names[worker_id], rows) for worker_id, rows in taken.items()])
        super().__init__(message, **params)
        self.taken = dict(taken)


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
    plan: str = "jkk_jkm",
    changes: Changes | None = None,
    new: Collection[int] = (),
) -> dict[int, int]:
    """Plan `months` (a run of them, first days) for `workers` in the caller's transaction, which may have `changes`
    open already; answers with the commitment's id by the worker's. `sector_of`: by the code of an occupation. `new`:
    whom this very transaction has enrolled, so that nobody else can hold or fund them.

    Raises MonthsTaken when months are taken, Refused when one of them may not be funded, TariffMissing; nothing is
    planned then."""
    if not workers or not months:
        return {}
    known = [worker for worker in workers if worker.id not in new]
    standing.hold(known)
    standing.require_free(workers)
    # Whoever changes their months holds them too: what is free now stays free until we are done.
    if taken := ledger.taken_months([worker.id for worker in known], months):
        raise MonthsTaken(taken, workers)
    amounts = _amounts(funder, workers, months, sector_of, plan)
    made = _commitments(funder, workers, months, batch, plan)
    with _open(changes) as open_changes:
        open_changes.plan(_rows(funder, workers, months, made, amounts), new)
    return made


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
    funder: Funder, workers: list[Worker], months: list[date], batch: Batch | None, plan: str
) -> dict[int, int]:
    """The id of a new one for each worker, by the worker's."""
    head = {
        "funder": funder.id,
        "batch": batch and batch.id,
        "plan": plan,
        "first_month": months[0],
        "last_month": months[-1],
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
) -> list[dict]:
    held_until = hold_until(funder.kind, first_step(funder.kind))
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


def _said(people: list[tuple[str, list[CoverageMonth]]]) -> tuple[str, dict]:
    """By which kind of money, never by whose: a company does not learn who its neighbour pays for."""
    if len(people) == 1:
        [(name, rows)] = people
        return ONE_TAKEN, {"name": name, "funder": _funders(rows), "months": _months(rows)}
    named = [f"{name} ({_funders(rows)}, {_months(rows)})" for name, rows in people[:NAMED]]
    more = "; …" if len(people) > NAMED else ""
    return SOME_TAKEN, {"count": len(people), "people": "; ".join(named) + more}


def _funders(rows: list[CoverageMonth]) -> str:
    kinds = dict.fromkeys(row.funder_kind for row in rows)
    return ", ".join(KINDS[kind] for kind in kinds)


def _months(rows: list[CoverageMonth]) -> str:
    return months_in_words([row.month for row in rows])
