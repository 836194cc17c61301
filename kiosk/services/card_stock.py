"""Blank cards and sheets on a post's shelf: what came, went, was spoiled and was counted. Nothing is ever edited."""

from collections import Counter

from peewee import fn

from db.models import CardStock, Post, PrintedCard, PrintRun
from kiosk.domain.clock import today
from kiosk.files.card_sheets import A4, CR80, PLACES_ON_A_SHEET
from kiosk.services.acting import Actor

ITEMS = (CR80, A4)
IN, OUT, SPOILED, COUNTED = KINDS = ("in", "out", "spoiled", "counted")


def balances(post_ids: list[int]) -> dict[tuple[int, str], int]:
    """(post, item) → what should lie there now, in one query; below zero where more was printed than ever came."""
    rows = (
        CardStock.select(CardStock.post, CardStock.item, fn.SUM(CardStock.count))
        .where(CardStock.post.in_(post_ids))
        .group_by(CardStock.post, CardStock.item)
    )
    return {(post, item): int(total) for post, item, total in rows.tuples()}


def balance(post: Post | int, item: str) -> int:
    here = CardStock.select(fn.SUM(CardStock.count)).where(CardStock.post == post, CardStock.item == item)
    return int(here.scalar() or 0)


def write(
    post: Post | int,
    item: str,
    kind: str,
    count: int,
    *,
    by: Actor,
    note: str = "",
    print_run: PrintRun | None = None,
) -> CardStock:
    """One line of the book, today, in the caller's transaction; `count` is what it changes, below zero for less."""
    return CardStock.create(
        post=post,
        day=today(),
        item=item,
        kind=kind,
        count=count,
        note=note,
        print_run=print_run,
        by=by.user_id,
    )


def note_printed(run: PrintRun, *, good: int, spoiled: int, by: Actor) -> None:
    """In the caller's transaction, once the outcomes of the run's places are written: what the run took from its post's
    shelf. A run without a post (a company's) takes nothing.

    CR80: a blank for each good and each spoiled card. A4: a sheet is spoiled if nothing good came out on it; the first
    sheet of a run that begins further down was taken by the run that began it."""
    if run.post_id is None:
        return
    used = _sheets_used(run) if run.layout == A4 else {OUT: good, SPOILED: spoiled}
    for kind, count in used.items():
        if count:
            write(run.post_id, run.layout, kind, -count, by=by, print_run=run)


def _sheets_used(run: PrintRun) -> Counter:
    """Kind → number of sheets, by what came out on each."""
    places = PrintedCard.select(PrintedCard.place, PrintedCard.outcome).where(PrintedCard.run == run).tuples()
    before = run.start - 1
    sheets: dict[int, set[str]] = {}
    for place, outcome in places:
        sheets.setdefault((before + place - 1) // PLACES_ON_A_SHEET, set()).add(outcome)
    printed = [
        outcomes
        for number, outcomes in sheets.items()
        if outcomes & {"good", "spoiled"} and not (number == 0 and before)
    ]
    return Counter(OUT if "good" in outcomes else SPOILED for outcomes in printed)
