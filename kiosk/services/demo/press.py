"""What the demo city's printers did: runs for people enrolled together, jams, spoiled cards and replaced ones."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from db.models import Batch, Post
from kiosk.domain.clock import utc_now
from kiosk.services.demo.people import Person
from kiosk.services.demo.print_runs import Printed, Run
from kiosk.services.numbers import fresh_number, fresh_token
from kiosk.services.print_run_lookup import ASKED, CANCELLED, CONFIRMED, GOOD, UNPRINTED
from kiosk.services.print_run_lookup import SPOILED as CAME_OUT_BADLY

JAMMED, SPOILED, REPLACED = 0.02, 0.03, 0.05
WHY_REPLACED = {"lost": "Hilang di pasar", "damaged": "Patah di dompet", "data_changed": "Pindah pekerjaan"}
PRINTS_ON_PAPER = "mangkang"  # the post without a card printer
NOT_YET = {"handed_to": "", "handed_relation": "", "handed_how": "", "handed_note": "", "handed_post": None,
           "handed_at": None, "handed_by": None, "void_at": None, "void_reason": "", "void_note": "",
           "voided_by": None}  # fmt: skip


class Press:
    """Prints for groups of people who were enrolled together."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._on_paper = Post.get(Post.code == PRINTS_ON_PAPER).id

    def open_run(self, group: list[Person], *, batch: Batch | None = None) -> Run:
        """Asked for a few minutes ago; nobody has said yet how it came out."""
        asked_at = max(utc_now() - timedelta(minutes=7), group[-1].row["enrolled_at"])
        cards = [Printed(person, _card(person, asked_at), None) for person in group]
        return self._run(cards, asked_at, batch=batch)

    def closed_runs(
        self, group: list[Person], asked_at: datetime, *, batch: Batch | None = None
    ) -> Iterator[Run]:
        """The run, before it sometimes one that never left the printer; after it what had to be printed again."""
        rows = [_card(person, asked_at) for person in group]
        if self._rng.random() < JAMMED:
            jammed = [Printed(person, row, UNPRINTED) for person, row in zip(group, rows, strict=True)]
            yield self._run(jammed, asked_at, after=3, state=CANCELLED, batch=batch)
            asked_at = _later(asked_at, minutes=4)
        cards = [self._printed(person, row) for person, row in zip(group, rows, strict=True)]
        run = self._run(cards, asked_at, after=2 + len(cards) // 3, state=CONFIRMED, batch=batch)
        for card in cards:
            _settle(card, run)
        yield run
        yield from self._once_more(run)

    def _printed(self, person: Person, row: dict) -> Printed:
        return Printed(person, row, CAME_OUT_BADLY if self._rng.random() < SPOILED else GOOD)

    def _once_more(self, run: Run) -> Iterator[Run]:
        done_at = run.row["confirmed_at"]
        if spoiled := [card.person for card in run.cards if card.outcome == CAME_OUT_BADLY]:
            yield from self.closed_runs(spoiled, _later(done_at, minutes=2))
        for card in run.cards:
            if card.outcome == GOOD and self._rng.random() < REPLACED:
                replaced_at = _later(done_at, minutes=self._rng.randint(1440, 57_600))
                self._replace(card.row, replaced_at)
                yield from self.closed_runs([card.person], replaced_at)

    def _replace(self, row: dict, at: datetime) -> None:
        """It was in a hand; the newer card makes it void."""
        reason = self._rng.choice(list(WHY_REPLACED))
        row.update(
            void_at=at, void_reason=reason, void_note=WHY_REPLACED[reason], voided_by=row["created_by"]
        )

    def _run(
        self,
        cards: list[Printed],
        asked_at: datetime,
        *,
        batch: Batch | None,
        state: str = ASKED,
        after: int | None = None,
    ) -> Run:
        """`after` so many minutes somebody said how it came out."""
        first = cards[0].person.row
        row = {
            "no": fresh_number(f"C{asked_at:%y}"),
            "batch": batch.id if batch else None,
            "post": first["enrolled_post"],
            "cards_total": len(cards),
            "state": state,
            "layout": "a4" if batch or first["enrolled_post"] == self._on_paper else "cr80",
            "asked_by": first["enrolled_by"],
            "asked_at": asked_at,
            "confirmed_at": _later(asked_at, minutes=after) if after else None,
            "confirmed_by": first["enrolled_by"] if after else None,
        }
        return Run(row, cards)


def _card(person: Person, made_at: datetime) -> dict:
    """Every column, so that all rows of one insert are alike."""
    return {
        "serial": fresh_number(f"K{made_at:%y}", 7),
        "worker": person.id,
        "token": fresh_token(),
        "pickup_post": person.row["enrolled_post"],
        "created_at": made_at,
        "created_by": person.row["enrolled_by"],
        "printed_at": None,
        **NOT_YET,
    }


def _settle(card: Printed, run: Run) -> None:
    at, by = run.row["confirmed_at"], run.row["confirmed_by"]
    if card.outcome == GOOD:
        card.row["printed_at"] = at
    else:
        card.row.update(void_at=at, void_reason=CAME_OUT_BADLY, voided_by=by)


def _later(at: datetime, *, minutes: int) -> datetime:
    """Not after now."""
    return min(utc_now(), at + timedelta(minutes=minutes))
