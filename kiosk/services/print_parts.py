"""The files of a print run: at most 500 cards each, sealed, each kept as soon as it is made, so that a job that died
goes on behind the last one. Once the run is answered they are thrown away."""

from collections.abc import Callable
from dataclasses import replace

from peewee import fn

from db.connection import held, writing
from db.kept import ANY, KeptInsert
from db.models import Card, PrintedCard, PrintPart, PrintRun
from kiosk.services import printers, queue, safe, standing
from kiosk.services.cards import pdf_of
from kiosk.services.print_run_lookup import (
    ANSWERED,
    ASKED,
    CANCELLED,
    GOOD,
    READY,
    UNPRINTED,
    parts_in,
    places_of_part,
    places_with_people,
    run_named,
)

JOB, FILE = "cards.print_run", "print_run"
THROWN_AWAY_AT_ONCE = 50

Progress = Callable[[int, int], None]
_parts = KeptInsert(PrintPart, unless=ANY)


def render_if_small(no: str, most: int) -> None:
    """Make the files here and now, unless the run has more than `most` cards or somebody is at it."""
    run = run_named(no)
    if run.state == ASKED and run.cards_total <= most and run.job_id:
        queue.run_job(run.job_id, lambda job, progress: render_run(no=no, progress=progress))


def render_run(*, no: str, progress: Progress | None = None) -> None:
    """Make what is still missing of a run's files. A second time changes nothing: they are there."""
    run = run_named(no)
    made = {part.number for part in PrintPart.select(PrintPart.number).where(PrintPart.run == run)}
    for number in range(1, parts_in(run) + 1):
        if run.state == ASKED and number not in made:
            _make(run, number, progress)
    _finish(run)


def _make(run: PrintRun, number: int, progress: Progress | None) -> None:
    """One file, unless another process has made it or the run was answered meanwhile: then ours goes again."""
    places = _places(run, number)
    aside = [place for place in places if _may_not_be_printed(place.card)]
    printed = [place for place in places if place not in aside]
    path = _sealed(run, number, [place.card for place in printed], progress) if printed else ""
    with writing():
        kept = _is_asked(run) and _parts.add(run=run.id, number=number, cards=len(printed), path=path)
        if kept and aside:
            _set_aside(run, number, printed, aside)
    if path and not kept:
        safe.remove_file(path)


def _places(run: PrintRun, number: int) -> list[PrintedCard]:
    """Each with its card and worker."""
    first, last = places_of_part(run, number)
    return list(places_with_people(run).where(PrintedCard.place.between(first, last)))


def _may_not_be_printed(card: Card) -> bool:
    """Void, or its owner held back since it was asked for: the paper would claim what is no longer so."""
    return bool(card.void_at or standing.why_not_free(card.worker))


def _sealed(run: PrintRun, number: int, cards: list[Card], progress: Progress | None) -> str:
    """The path of the finished, sealed file."""
    first = places_of_part(run, number)[0]
    tell = progress and (lambda done, total: progress(first - 1 + done, run.cards_total))
    content = pdf_of(cards, printing=_printing(run, number), first=first, on_progress=tell)
    return safe.keep_file(content, FILE).path


def _printing(run: PrintRun, number: int):
    """Only the first file begins on the sheet that is half used."""
    printing = printers.printing_of(run)
    return printing if number == 1 else replace(printing, start=1)


def _is_asked(run: PrintRun) -> bool:
    """Held until the transaction ends, so that an answer comes before or after it."""
    asked = PrintRun.select(PrintRun.id).where(PrintRun.id == run.id, PrintRun.state == ASKED)
    return held(asked).first() is not None


def _set_aside(run: PrintRun, number: int, printed: list[PrintedCard], aside: list[PrintedCard]) -> None:
    """Who was left out gets a place behind everybody, the others move up: place and paper agree."""
    last = PrintedCard.select(fn.MAX(PrintedCard.place)).where(PrintedCard.run == run).scalar()
    for behind, place in enumerate(aside, max(last, run.cards_total) + 1):
        _move(place, behind, outcome=UNPRINTED)
    for new, place in enumerate(printed, places_of_part(run, number)[0]):
        if new != place.place:
            _move(place, new)


def _move(place: PrintedCard, to: int, **other) -> None:
    PrintedCard.update(place=to, **other).where(PrintedCard.id == place.id).execute()


def _finish(run: PrintRun) -> None:
    """Ready to be opened, or over where nobody was left to print for."""
    printable = PrintedCard.outcome.is_null() | (PrintedCard.outcome == GOOD)
    with writing():
        left = PrintedCard.select().where(PrintedCard.run == run, printable).exists()
        PrintRun.update(state=READY if left else CANCELLED).where(
            PrintRun.id == run.id, PrintRun.state == ASKED
        ).execute()


def throw_away(run: PrintRun | None = None) -> int:
    """Delete the files of this run, or of all, where it is answered; answers with how many. A file whose row stays
    after a fault is met again by the next round."""
    deleted = 0
    while some := _throw_some_away(run):
        deleted += some
    return deleted


def _throw_some_away(run: PrintRun | None) -> int:
    answered = PrintRun.select(PrintRun.id).where(PrintRun.state.in_(ANSWERED))
    of_run = PrintPart.run == run if run else PrintPart.run.in_(answered)
    with writing():
        parts = list(PrintPart.select().where(of_run, PrintPart.path != "").limit(THROWN_AWAY_AT_ONCE))
        for part in parts:
            safe.remove_file(part.path)
        PrintPart.update(path="").where(PrintPart.id.in_([part.id for part in parts])).execute()
    return len(parts)
