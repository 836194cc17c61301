"""D1: the figures of the city's cover among 760,000 workers with ten million months, against a plain GROUP BY of the
same; each answers as the plain one does, or the measure fails.

With PAYUNG_BENCH_CITY=/folder the city of this month is kept there and found again at the next run (SQLite)."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from db.models import PeopleDelta
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.coverage_looks import (
    ARREARS,
    EFFECTIVE,
    ENDING,
    KECAMATAN,
    KELURAHAN,
    PROTECTED,
    UNFUNDED,
    Narrow,
)
from kiosk.services import coverage_figures as kept
from kiosk.services import coverage_people
from tests.bench import city_months, servers
from tests.bench import coverage_references as plain
from tests.bench.jobs import inside
from tests.bench.table import Limit, Row

ASKED = 40
RATIO, P95, LIST = Limit(at_least=50), Limit(at_most=50), Limit(at_most=100)  # times, milliseconds; on SQLite
WHOLE = Narrow()
NARROWED = {
    "a kecamatan": Narrow(kecamatan="33.74.01"),
    "a kelurahan": Narrow(kelurahan="33.74.01.1010"),
    "an occupation": Narrow(occupation="nelayan"),
    "a funder": Narrow(funder_kind="dbhcht"),
    "all four": Narrow(kecamatan="33.74.01", occupation="nelayan", funder_kind="csr"),
}


class Figure(NamedTuple):
    """`ours` and `plainly` take what it is narrowed to; both answer the same, or `told` makes it so."""

    name: str
    ours: Callable[[Narrow], object]
    plainly: Callable[[Narrow], object]
    told: Callable[[object], object] = lambda answer: answer


def figures() -> list[Figure]:
    this = first_of_month(today())
    return [
        Figure("protected today", kept.protected_today, plain.protected_today),
        Figure("funnel", partial(kept.funnel, this), partial(plain.funnel, this)),
        Figure(
            "by kecamatan",
            lambda w: kept.by_area(this, KECAMATAN, w),
            lambda w: plain.by_area(this, KECAMATAN, w),
        ),
        Figure(
            "by kelurahan",
            lambda w: kept.by_area(this, KELURAHAN, w),
            lambda w: plain.by_area(this, KELURAHAN, w),
        ),
        Figure("by occupation", partial(kept.by_occupation, this), partial(plain.by_occupation, this), _work),
        Figure("by funder", partial(kept.by_funder, this), partial(plain.by_funder, this), _kinds),
        Figure("24 months", lambda w: kept.months(this, 24, w), lambda w: plain.months(this, 24, w)),
        Figure("ends in 30 days", partial(kept.ending, 30), partial(plain.ending, 30)),
        Figure("ends in 90 days", partial(kept.ending, 90), partial(plain.ending, 90)),
        Figure("ends, by month", kept.ending_by_month, plain.ending_by_month),
        Figure("arrears", kept.arrears, plain.arrears),
        Figure("nobody funds them", kept.unfunded, plain.unfunded),
        Figure("share", lambda w: _share(kept.share(w)), plain.share),
    ]


def city_figures() -> Iterator[Row]:
    """D1: on SQLite, and on PostgreSQL where that is installed."""
    with _city_on_sqlite() as environment, inside(environment):
        yield from measured("SQLite", RATIO, P95)
    if not servers.postgres_installed():
        yield Row("D1", "figures, PostgreSQL", "plain GROUP BY", "needs Debian's package postgresql")
        return
    with (
        servers.postgres_address() as address,
        servers.instance(address, people=False) as environment,
        inside(environment),
    ):
        city_months.settle_in()
        yield from measured("PostgreSQL")


@contextmanager
def _city_on_sqlite() -> Iterator[servers.Environment]:
    if not (kept_in := os.environ.get("PAYUNG_BENCH_CITY")):
        with servers.instance(people=False) as environment:
            with inside(environment):
                city_months.settle_in()
            yield environment
        return
    folder = Path(kept_in) / f"{today():%Y-%m}"
    environment, whole = servers.environment_of(str(folder)), folder / "whole"
    if not whole.exists():
        folder.mkdir(parents=True)
        servers.fill(environment, people=False)
        with inside(environment):
            city_months.settle_in()
        whole.touch()
    yield environment


def measured(store: str, ratio: Limit | None = None, p95: Limit | None = None) -> Iterator[Row]:
    """The gate on the ratio is for the whole city: what is narrow is read by an index by a plain query too."""
    if PeopleDelta.select().exists():
        raise RuntimeError("lines of people are not folded: the figures would mean less")
    slowest = 0.0
    for figure in figures():
        for what, where in {"whole city": WHOLE, **NARROWED}.items():
            times = _timed(partial(figure.ours, where))
            plainly, answer = _seconds(partial(figure.plainly, where))
            _require_same(figure, where, answer)
            slowest = max(slowest, times[1])
            yield _row(f"{figure.name}, {what}, {store}", times, plainly, ratio if where == WHOLE else None)
    yield Row("D1", f"the slowest of them, p95, {store}", "", "", p95, slowest, unit=" ms")
    yield from _lists(store, p95 and LIST)


def _row(what: str, times: tuple[float, float, float], plainly: float, gate: Limit | None) -> Row:
    p50, p95, _worst = times
    figures_told = f"p50 {p50:.1f}, p95 {p95:.1f}, of {plainly:,.0f} ms"
    return Row("D1", what, "plain GROUP BY", figures_told, gate, plainly / p50)


def _timed(ask: Callable) -> tuple[float, float, float]:
    """p50, p95 and worst in milliseconds."""
    ask()
    times = sorted(_seconds(ask)[0] for _ in range(ASKED))
    return times[ASKED // 2], times[ASKED * 95 // 100], times[-1]


def _seconds(ask: Callable) -> tuple[float, object]:
    """Milliseconds and the answer."""
    began = time.perf_counter()
    answer = ask()
    return 1000 * (time.perf_counter() - began), answer


def _require_same(figure: Figure, where: Narrow, plainly: object) -> None:
    ours = figure.told(figure.ours(where))
    if ours != plainly:
        raise RuntimeError(f"{figure.name} of {where} is {ours}, plainly {plainly}")


def _lists(store: str, gate: Limit | None) -> Iterator[Row]:
    """The people behind a figure: the first page and the last."""
    for state in (PROTECTED, EFFECTIVE, UNFUNDED, ENDING[90], ARREARS):
        last = -(-coverage_people.count(state=state, where=WHOLE) // coverage_people.PAGE)
        for what, page in (("first", 1), ("last", last)):
            p50, p95, worst = _timed(partial(coverage_people.page_of, state=state, where=WHOLE, page=page))
            told = f"p50 {p50:.1f} ms, worst {worst:.0f} ms"
            yield Row("D1", f"list {state}, {what} page, p95, {store}", "", told, gate, p95, unit=" ms")


def _work(rows) -> dict:
    return {row.code: (row.enrolled, row.funded, row.paid, row.effective) for row in rows}


def _kinds(rows) -> dict:
    return {row.code: (row.funded, row.paid, row.effective) for row in rows if row.funded}


def _share(share) -> tuple[int, int]:
    return share.enrolled, share.protected
