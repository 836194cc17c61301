"""W1 and W2: how much of a bare Flask hello is left when a page is signed in, checked, sealed and durable."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from tests.bench import servers
from tests.bench.desk import Desk, get_request
from tests.bench.load import CONNECTIONS, Plan, Round, play
from tests.bench.table import Limit, Row

ROUNDS = 5
SECONDS = 3
WARM_UP_SECONDS = 1
ENTRIES_A_SECOND = 1_500  # more than two workers can take: a round ends by the clock
HELLO = "bare Flask hello"


@dataclass(frozen=True)
class Pair:
    """Two rounds, one right after the other."""

    bare: Round
    ours: Round

    @property
    def ratio(self) -> float:
        return self.ours.rate / self.bare.rate


def enrolment_page() -> Iterator[Row]:
    """W1: the enrolment page, signed in."""
    with servers.instance() as environment:
        pairs = _measure(environment, _page_round)
    what = f"enrolment page signed in, {CONNECTIONS} connections"
    yield _rate_row("W1", what, pairs, Limit(at_least=0.09), 0.15)


def enrolment_accepted() -> Iterator[Row]:
    """W2: an enrolment accepted on SQLite; the same on PostgreSQL is printed beside it, without a gate."""
    with servers.instance() as environment:
        pairs = _measure(environment, _entry_round)
    yield _rate_row("W2", "enrolment accepted, SQLite", pairs, Limit(at_least=0.07), 0.11)
    yield _tail_row("slowest of a hundred, SQLite", pairs, Limit(at_most=3))
    if not servers.postgres_installed():
        yield Row("W2", "enrolment accepted, PostgreSQL", HELLO, "needs Debian's package postgresql")
        return
    with servers.postgres_address() as address, servers.instance(address) as environment:
        pairs = _measure(environment, _entry_round)
    yield _rate_row("W2", "enrolment accepted, PostgreSQL", pairs)
    yield _tail_row("slowest of a hundred, PostgreSQL", pairs)


def _measure(environment: servers.Environment, ours: Callable[[int, float], Round]) -> list[Pair]:
    """Warm both up, then play hello and ours in turns."""
    with servers.hello() as hello_port, servers.web(environment) as port:
        _hello_round(hello_port, WARM_UP_SECONDS)
        ours(port, WARM_UP_SECONDS)
        return [Pair(_hello_round(hello_port, SECONDS), ours(port, SECONDS)) for _ in range(ROUNDS)]


def _hello_round(port: int, seconds: float) -> Round:
    return play(Plan(port, [get_request(port, "/")], b"HTTP/1.1 200", seconds))


def _page_round(port: int, seconds: float) -> Round:
    """Each round signs in anew, so that neither the idle lock nor its half-minute note falls into it."""
    return play(Plan(port, [Desk(port).page_request()], b"HTTP/1.1 200", seconds))


def _entry_round(port: int, seconds: float) -> Round:
    requests = Desk(port).entries(int(seconds * ENTRIES_A_SECOND))
    return play(Plan(port, requests, b"HTTP/1.1 303", seconds))


def _rate_row(
    code: str, what: str, pairs: list[Pair], gate: Limit | None = None, aim: float | None = None
) -> Row:
    ours, bare = median(pair.ours.rate for pair in pairs), median(pair.bare.rate for pair in pairs)
    figures = f"{ours:,.0f} of {bare:,.0f} a second"
    return _ratio_row(code, what, HELLO, figures, [pair.ratio for pair in pairs], gate, aim)


def _tail_row(what: str, pairs: list[Pair], gate: Limit | None = None) -> Row:
    rounds = [pair.ours for pair in pairs]
    p50, p99 = median(each.p50 for each in rounds), median(each.p99 for each in rounds)
    figures = f"p99 {p99 * 1000:.0f} ms, p50 {p50 * 1000:.0f} ms"
    return _ratio_row("W2", what, "p50", figures, [each.p99 / each.p50 for each in rounds], gate)


def _ratio_row(
    code: str,
    what: str,
    against: str,
    figures: str,
    ratios: list[float],
    gate: Limit | None,
    aim: float | None = None,
) -> Row:
    """The middle round's ratio, with the lowest and the highest."""
    spread = (min(ratios), max(ratios))
    return Row(code, what, against, figures, gate, median(ratios), spread, aim)
