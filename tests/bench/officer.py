"""One officer at the enrolment form: a person, a breath, the next; how long each answer took."""

import random
import select
import time
from typing import NamedTuple

from tests.bench.client import Connection
from tests.bench.desk import Desk

SHORTEST_BREATH, LONGEST_BREATH = 0.01, 0.05  # far shorter than at a market, and in step with nothing
PATIENCE = 30


class Waits(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float
    worst: float


class Officer:
    def __init__(self, port: int):
        self._desk = Desk(port)
        self._connection = Connection(port)
        self._random = random.Random(port)

    def enrol(self, people: int) -> Waits:
        """Raises RuntimeError when somebody was not enrolled."""
        waits = sorted(self._wait_for(request) for request in self._desk.entries(people))
        return Waits(waits[people // 2], waits[people * 95 // 100], waits[-1])

    def _wait_for(self, request: bytes) -> float:
        time.sleep(self._random.uniform(SHORTEST_BREATH, LONGEST_BREATH))
        connection = self._connection
        connection.send(request)
        while True:
            if not select.select([connection.socket], [], [], PATIENCE)[0]:
                raise TimeoutError(f"no answer for {PATIENCE} s")
            if connection.receive():
                break
        taken = 1000 * (time.perf_counter() - connection.sent_at)
        if not connection.answer.startswith(b"HTTP/1.1 303"):
            raise RuntimeError(f"not enrolled: {connection.answer[:200]!r}")
        return taken
