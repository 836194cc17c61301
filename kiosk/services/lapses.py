"""Who is about to lapse, who is in arrears, whose membership has ended: three lists, found by the spans of people's
months. How they are asked for stands in lapse_queries and lapse_plans."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from db.models import CoverageSpan
from kiosk.services import lapse_plans, lapse_queries
from kiosk.services.acting import Actor
from kiosk.services.lapse_queries import Listed
from kiosk.services.lapse_wishes import ENDED, SOON, Wish

PAGE = 30
MOST_COUNTED = 1000
FEWER_COUNTED = 100  # where each person has to be looked at
SEES_NAMES = ("petugas", "mitra", "admin", "auditor")


class Ending(NamedTuple):
    """A worker, and the last month before the first empty one."""

    worker_id: int
    last: date


@dataclass(frozen=True)
class Found:
    """One page, the most pressing first; `total` is counted to `most`, one more stands for all beyond."""

    endings: list[Ending]
    follows: bool
    total: int
    most: int = MOST_COUNTED


def page_of(*, by: Actor, wish: Wish, page: int = 1) -> Found:
    start, listed = (page - 1) * PAGE, lapse_queries.listed(by, wish)
    most = FEWER_COUNTED if listed.looks_at_each else MOST_COUNTED
    endings = _first(listed, by, wish, max(most, start + PAGE) + 1)
    shown = endings[start : start + PAGE]
    return Found(shown, len(endings) > start + PAGE, min(len(endings), most + 1), most)


def count(*, by: Actor, which: str = SOON) -> int:
    """How many, counted to MOST_COUNTED; one more than that stands for all beyond."""
    return len(first_of(by=by, wish=Wish(which), most=MOST_COUNTED + 1))


def count_of_programme(*, no: str, by: Actor, which: str = SOON) -> int:
    """Whose last month a programme gave, as its list counts them (/berakhir?program=…): to MOST_COUNTED, one more
    stands for all beyond."""
    return len(first_of(by=by, wish=Wish(which, programme=no), most=MOST_COUNTED + 1))


def first_of(*, by: Actor, wish: Wish, most: int) -> list[Ending]:
    """The first `most`, the most pressing first: whose cover ends first; of those that ended, the latest."""
    return _first(lapse_queries.listed(by, wish), by, wish, most)


def those_of(*, by: Actor, wish: Wish, worker_ids: list[int]) -> dict[int, date]:
    """Those of these people who stand on the list now: by their id the last month before the first empty one."""
    found = dict(_endings(lapse_queries.listed_among(worker_ids, by, wish)))
    return found | _sooner(lapse_plans.promised(by, wish, worker_ids))


def is_named(by: Actor, wish: Wish) -> bool:
    """Whether the people stand there by name."""
    return by.role in SEES_NAMES and not wish.others


def _first(listed: Listed, by: Actor, wish: Wish, most: int) -> list[Ending]:
    found, sooner = _endings(listed.query.limit(most)), _sooner(lapse_plans.promised(by, wish), most)
    if sooner:
        found = sorted(Ending(*one) for one in (dict(found) | sooner).items())
    return sorted(found, key=lambda ending: ending.last, reverse=wish.which == ENDED)[:most]


def _sooner(promised, most: int | None = None) -> dict[int, date]:
    """Whose cover ends sooner than their months, since a plan alone follows; of two such plans by the first."""
    return {} if promised is None else dict(reversed(_endings(promised.limit(most))))


def _endings(query) -> list[Ending]:
    to_day = CoverageSpan.last.python_value
    return [Ending(worker_id, to_day(last)) for worker_id, last in query.tuples()]
