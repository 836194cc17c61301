"""The rows of a long file in portions, each of which is one transaction: large ones while nobody else writes, small
ones with rests beside people at a desk."""

import time
from collections.abc import Callable, Iterator
from itertools import islice

from db.long_work import LongWork

# In one transaction. While others write there are few of them: whoever enrols waits for thousandths of a second only.
ROWS_AT_ONCE, ROWS_BESIDE_OTHERS = 100, 5
REST_BESIDE_OTHERS = 3  # times as long as the work
OTHERS_ARE_THERE_FOR = 15  # seconds from the last time that one of them wrote
ROWS_PER_MOVE_OF_THE_LOG = 300
ROWS_PER_SIGN_OF_LIFE = 500

Progress = Callable[[int, int], None]


def portions(rows: Iterator, work: LongWork) -> Iterator[list]:
    """As many as may be taken in at once; beside others each portion is followed by a rest."""
    others_until = 0.0
    while True:
        if work.others_wrote():
            others_until = time.monotonic() + OTHERS_ARE_THERE_FOR
        beside_others, began = time.monotonic() < others_until, time.monotonic()
        if not (portion := list(islice(rows, ROWS_BESIDE_OTHERS if beside_others else ROWS_AT_ONCE))):
            return
        yield portion
        if beside_others:
            time.sleep(REST_BESIDE_OTHERS * (time.monotonic() - began))


def after_portion(before: int, count: int, total: int, work: LongWork, progress: Progress) -> None:
    """Between two portions, when there were `before` rows and are `count` of some `total`: now and then the log is
    moved and a sign of life given."""
    if _passes(before, count, ROWS_PER_MOVE_OF_THE_LOG):
        work.move_log()
    if _passes(before, count, ROWS_PER_SIGN_OF_LIFE):
        progress(count, max(count, total))


def _passes(before: int, count: int, step: int) -> bool:
    return before // step < count // step
