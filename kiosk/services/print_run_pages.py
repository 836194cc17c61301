"""Print runs as their pages need them: one run and how far it is, its finished file, the latest runs."""

from dataclasses import dataclass

from db.models import Batch, Card, Job, PrintedCard, PrintRun, User, Worker
from kiosk.domain.words import N_
from kiosk.services import access, safe, standing
from kiosk.services.acting import Actor, NotAllowed, NotThere, Refused
from kiosk.services.print_runs import RUN, run_named

RUNS_SHOWN = 30
OUTDATED = N_(
    "%(count)s kartu dalam berkas ini tidak berlaku lagi, maka berkasnya tidak dibuka. Cetak lagi dari halaman "
    "orangnya atau batch-nya; yang tidak berlaku tidak ikut dicetak."
)


@dataclass(frozen=True)
class RunFile:
    """A print run as its page shows it; `person` is whose card it is, None for a batch or where one may not look."""

    run: PrintRun
    job: Job | None
    batch: Batch | None
    person: Worker | None
    outdated: int = 0  # cards in it that are void, or whose person is held back: the file stays shut


@dataclass(frozen=True)
class ListedRun:
    """A print run in the list; `person` is whose card it was, None for a batch's."""

    run: PrintRun
    person: Worker | None


def run_of(*, no: str, by: Actor) -> RunFile:
    """The page of one print run. Raises NotThere, NotAllowed."""
    run = _run_seen_by(by, no)
    return RunFile(
        run=run, job=run.job, batch=run.batch, person=_person_of(run, by), outdated=_not_to_print(run)
    )


def _run_seen_by(by: Actor, no: str) -> PrintRun:
    run = run_named(no)
    if not _may_see(by, run):
        raise NotAllowed
    return run


def _person_of(run: PrintRun, by: Actor) -> Worker | None:
    person = None if run.batch_id else _people_of([run.id]).get(run.id)
    return person if person and access.may_see_worker(by, person) else None


def _may_see(by: Actor, run: PrintRun) -> bool:
    """Whoever asked for it, staff of the same company, officers of the post, and who sees the batch as its company."""
    if by.role in access.SEES_ALL or run.asked_by_id == by.user_id:
        return True
    if by.role == "petugas":
        return run.post_id in by.post_ids
    if by.role == "mitra":
        colleague = run.asked_by.company_id == by.company_id
        return colleague or (run.batch is not None and access.may_see_batch(by, run.batch))
    return False


def run_pdf(*, no: str, by: Actor) -> bytes:
    """The finished pages of a run. Raises NotThere while they are not ready, NotAllowed, Refused once a card in it is
    void or a person in it is held back: that paper would claim what is no longer so."""
    run = _run_seen_by(by, no)
    if not run.path:
        raise NotThere
    if count := _not_to_print(run):
        raise Refused(OUTDATED, count=count)
    return safe.file_content(run.path, RUN)


def _not_to_print(run: PrintRun) -> int:
    places = PrintedCard.select().join(Card).join(Worker).where(PrintedCard.run == run)
    return places.where(Card.void_at.is_null(False) | ~standing.is_free()).count()


def runs_of(*, by: Actor) -> list[ListedRun]:
    """The latest 30 runs this person may open, in two queries."""
    query = PrintRun.select(PrintRun, Batch).left_outer_join(Batch).order_by(PrintRun.id.desc())
    if by.role == "petugas":
        query = query.where(PrintRun.post.in_(by.post_ids) | (PrintRun.asked_by == by.user_id))
    if by.role == "mitra":
        colleagues = User.select(User.id).where(User.company == by.company_id)
        query = query.where((Batch.company == by.company_id) | PrintRun.asked_by.in_(colleagues))
    runs = list(query.limit(RUNS_SHOWN))
    people = _people_of([run.id for run in runs if run.batch_id is None])
    return [ListedRun(run, people.get(run.id)) for run in runs]


def _people_of(run_ids: list[int]) -> dict[int, Worker]:
    """The one person of each run that is not a batch's."""
    places = (
        PrintedCard.select(PrintedCard.run, Card, Worker)
        .join(Card)
        .join(Worker)
        .where(PrintedCard.run.in_(run_ids), PrintedCard.place == 1)
    )
    return {place.run_id: place.card.worker for place in places}
