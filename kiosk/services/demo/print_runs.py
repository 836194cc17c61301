"""Print runs of the made-up workers' cards as they enter the store: runs, cards, and the places between them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.models import Card, PrintedCard, PrintRun
from kiosk.services import print_parts, queue
from kiosk.services.acting import SYSTEM
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert
from kiosk.services.print_run_lookup import ASKED

MOST_IN_A_RUN = 50


@dataclass(frozen=True)
class Printed:
    """A card in a run: whose, its row, what came of it (None while nobody has said)."""

    person: Person
    row: dict
    outcome: str | None


@dataclass(frozen=True)
class Run:
    row: dict
    cards: list[Printed]

    @property
    def used(self) -> list[Printed]:
        """Those for which something left the printer."""
        return [card for card in self.cards if card.outcome in ("good", "spoiled")]


def add_runs(runs: list[Run]) -> int:
    """Runs, cards and their places; answers with the number of cards."""
    cards = {card.row["serial"]: card.row for run in runs for card in run.cards}
    insert(Card, list(cards.values()))
    insert(PrintRun, [run.row | {"job": _job(run.row)} for run in runs])
    card_ids = dict(Card.select(Card.serial, Card.id).tuples())
    run_ids = dict(PrintRun.select(PrintRun.no, PrintRun.id).tuples())
    insert(PrintedCard, [place for run in runs for place in _places(run, run_ids, card_ids)])
    return len(cards)


def _job(row: dict) -> int | None:
    """That makes the file of a run without an answer; should this process die over it, the worker finds it."""
    if row["state"] != ASKED:
        return None
    by = replace(SYSTEM, user_id=row["asked_by"])
    return queue.ask(
        print_parts.JOB, by=by, total=row["cards_total"], run_here=True, run=row["no"], left_out={}
    ).id


def _places(run: Run, run_ids: dict[str, int], card_ids: dict[str, int]) -> Iterator[dict]:
    for place, card in enumerate(run.cards, 1):
        yield {
            "run": run_ids[run.row["no"]],
            "card": card_ids[card.row["serial"]],
            "place": place,
            "outcome": card.outcome,
        }


def make_waiting_files() -> None:
    """Of the runs that were asked for and not made yet: printed, they wait for an answer."""
    for run in PrintRun.select(PrintRun.no).where(PrintRun.state == ASKED):
        print_parts.render_if_small(run.no, MOST_IN_A_RUN)
