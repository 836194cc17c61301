"""Cards of the made-up workers: printed in runs, now and then spoiled or replaced; some runs wait for an answer."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from db.models import Batch, Post, Worker
from kiosk.domain.clock import local, utc_now
from kiosk.services.demo.batches import BATCHES
from kiosk.services.demo.handovers import add_handovers, add_tries
from kiosk.services.demo.people import Person
from kiosk.services.demo.press import Press
from kiosk.services.demo.print_runs import Run, add_runs
from kiosk.services.demo.stock import add_stock

HAVE_ONE = 0.4
WAITING_AT_JOHAR = 12
WAITING_IN_BATCH = 40
PILE, PILE_DAYS = 4, (12, 8, 5, 1, 0)  # cards at a time, and how many days ago


def add_cards(people: list[Person], batches: list[Batch], rng: random.Random) -> int:
    """A living card for two workers in five, with its print run, its way into a hand and the blanks it took; answers
    with the number of cards, void ones included."""
    runs = list(_runs(_to_print_for(people, rng), batches, rng))
    add_handovers(runs, rng)
    count = add_runs(runs)
    add_tries(runs, rng)
    add_stock(runs)
    return count


def _to_print_for(people: list[Person], rng: random.Random) -> list[Person]:
    frozen = {worker.id for worker in Worker.select(Worker.id).where(Worker.frozen_at.is_null(False))}
    return [person for person in people if rng.random() < HAVE_ONE and person.id not in frozen]


def _runs(people: list[Person], batches: list[Batch], rng: random.Random) -> Iterator[Run]:
    """Those enrolled at a post on one day are printed together, a batch at once, some by the pile in the last two
    weeks; two runs nobody has answered yet."""
    press, piles = Press(rng), Piles(people)
    for group in _groups(piles.others):
        batch = batches[group[0].batch] if group[0].batch is not None else None
        if batch and BATCHES[group[0].batch].ahead:
            yield press.open_run(group[:WAITING_IN_BATCH], batch=batch)
        else:
            yield from press.closed_runs(group, _soon_after(rng, group), batch=batch)
    for pile, asked_at in piles.printed_lately(rng):
        yield from press.closed_runs(pile, asked_at)
    if piles.waiting:
        yield press.open_run(piles.waiting)


class Piles:
    """Of the people enrolled at posts some weeks ago, those whose cards were put off and then printed together."""

    def __init__(self, people: list[Person]):
        weeks_ago = utc_now() - timedelta(days=PILE_DAYS[0] + 1)
        johar = Post.get(Post.code == "johar").id
        by_post: dict[int, list[Person]] = {johar: []}
        for person in people:
            if person.batch is None and person.row["enrolled_at"] < weeks_ago:
                by_post.setdefault(person.row["enrolled_post"], []).append(person)
        self.waiting = by_post[johar][:WAITING_AT_JOHAR]
        by_post[johar] = by_post[johar][WAITING_AT_JOHAR:]
        self._piled = [found[: len(PILE_DAYS) * PILE] for found in by_post.values()]
        taken = {person.id for pile in (self.waiting, *self._piled) for person in pile}
        self.others = [person for person in people if person.id not in taken]

    def printed_lately(self, rng: random.Random) -> Iterator[tuple[list[Person], datetime]]:
        for piled in self._piled:
            for number, ago in enumerate(PILE_DAYS):
                if pile := piled[number * PILE : (number + 1) * PILE]:
                    yield pile, utc_now() - timedelta(days=ago, minutes=rng.randint(30, 180))


def _groups(people: list[Person]) -> list[list[Person]]:
    """In the order in which they came."""
    found: dict[tuple, list[Person]] = {}
    for person in sorted(people, key=lambda person: person.row["enrolled_at"]):
        row = person.row
        day = local(row["enrolled_at"]).date() if person.batch is None else None
        found.setdefault((person.batch, row["enrolled_post"], row["enrolled_by"], day), []).append(person)
    return list(found.values())


def _soon_after(rng: random.Random, group: list[Person]) -> datetime:
    """Minutes after the last of them was enrolled."""
    return min(utc_now(), group[-1].row["enrolled_at"] + timedelta(minutes=rng.randint(2, 20)))
