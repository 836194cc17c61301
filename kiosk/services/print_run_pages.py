"""One print run as its page needs it: how far it is, its files, its places as they lie on paper, who was left out."""

from dataclasses import dataclass, field

from peewee import fn

from db.models import Card, PrintedCard, PrintRun, Worker
from kiosk.files.card_sheets import PLACES_ON_A_SHEET
from kiosk.services import access, queue
from kiosk.services.acting import Actor
from kiosk.services.print_run_files import RunPart, parts_of
from kiosk.services.print_run_lookup import (
    ANSWERED,
    ASKED,
    GOOD,
    MAY_PRINT,
    SPOILED,
    parts_in,
    places_with_people,
    run_seen_by,
)

PLACES_TO_TICK = 100  # above that one types their numbers; so many names are shown of any kind


@dataclass(frozen=True)
class PlaceCounts:
    """How many cards of its files came out well or badly, and how many were left `aside` when these were made."""

    good: int
    spoiled: int
    aside: int


@dataclass(frozen=True)
class RunFile:
    """A print run as its page shows it. `person` and `serial` are of a run with one card, None and empty for several
    or where one may not look. Places come with card and worker, at most PLACES_TO_TICK of them: `places` to
    tick (none where they are more), `spoiled`, and `set_aside`, which were left out when the files were made.
    `named`: the ids of the people in them whose name may be shown."""

    run: PrintRun
    person: Worker | None
    serial: str
    parts: list[RunPart]
    counts: PlaceCounts
    places: list[PrintedCard] = field(default_factory=list)
    spoiled: list[PrintedCard] = field(default_factory=list)
    set_aside: list[PrintedCard] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    left_out: dict[str, int] = field(default_factory=dict)
    may_answer: bool = False

    @property
    def printed(self) -> int:
        """How many cards are or were in its files."""
        return self.run.cards_total - self.aside

    @property
    def aside(self) -> int:
        return self.counts.aside

    @property
    def part_numbers(self) -> range:
        """Of its files, also of those that were thrown away."""
        return range(1, parts_in(self.run) + 1)

    @property
    def outdated(self) -> int:
        return sum(part.outdated for part in self.parts)

    @property
    def stands_still(self) -> bool:
        """Whether whatever makes the files has given no sign of life for a while."""
        return self.run.state == ASKED and bool(self.run.job) and queue.is_quiet(self.run.job)

    @property
    def sheets(self) -> list[list[PrintedCard | None]]:
        """The places as they lie on A4: ten a sheet, row by row, None where no card of this run is."""
        spots = [None] * (self.run.start - 1) + self.places
        spots += [None] * (-len(spots) % PLACES_ON_A_SHEET)
        return [spots[at : at + PLACES_ON_A_SHEET] for at in range(0, len(spots), PLACES_ON_A_SHEET)]


def run_of(*, no: str, by: Actor) -> RunFile:
    """The page of one print run. Raises NotThere, NotAllowed."""
    run = run_seen_by(by, no)
    card = _only_card(run, by)
    counts, answered = _counts(run), run.state in ANSWERED
    may_answer = by.role in MAY_PRINT and not answered
    ticks = may_answer and run.cards_total - counts.aside <= PLACES_TO_TICK
    places = _places(run, PrintedCard.place <= run.cards_total) if ticks else []
    spoiled = _places(run, PrintedCard.outcome == SPOILED)
    set_aside = _places(run, PrintedCard.place > run.cards_total)
    return RunFile(
        run=run,
        person=card and card.worker,
        serial=card.serial if card else "",
        parts=parts_of(run),
        counts=counts,
        places=places,
        spoiled=spoiled,
        set_aside=set_aside,
        named=access.seen_among(by, [place.card.worker for place in places + spoiled + set_aside]),
        left_out=run.job.arguments.get("left_out", {}) if run.job else {},
        may_answer=may_answer,
    )


def _counts(run: PrintRun) -> PlaceCounts:
    """One query. Who was left out has a place behind everybody."""
    aside = PrintedCard.place > run.cards_total
    count = fn.COUNT(PrintedCard.id)
    row = PrintedCard.select(
        count.filter(~aside & (PrintedCard.outcome == GOOD)),
        count.filter(~aside & (PrintedCard.outcome == SPOILED)),
        count.filter(aside),
    ).where(PrintedCard.run == run)
    return PlaceCounts(*row.tuples().get())


def _places(run: PrintRun, which) -> list[PrintedCard]:
    return list(places_with_people(run).where(which).limit(PLACES_TO_TICK))


def _only_card(run: PrintRun, by: Actor) -> Card | None:
    """With its worker."""
    if run.cards_total != 1:
        return None
    card = (
        Card.select(Card, Worker)
        .join(Worker)
        .switch(Card)
        .join(PrintedCard)
        .where(PrintedCard.run == run)
        .first()
    )
    return card if card and access.may_see_worker(by, card.worker) else None
