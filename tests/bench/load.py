"""A round of load: so many keep-alive connections, each asking again as soon as it is answered."""

import pickle
import subprocess
import sys
from dataclasses import dataclass

CONNECTIONS = 16


@dataclass(frozen=True)
class Plan:
    """`requests` are whole HTTP/1.1 requests: a single one is sent again and again, several are sent once each
    and the round ends when they run out. `expected` is how a right answer begins."""

    port: int
    requests: list[bytes]
    expected: bytes
    seconds: float
    connections: int = CONNECTIONS


@dataclass(frozen=True)
class Round:
    """`rate` in answers a second, `p50` and `p99` in seconds; `wrong` counts other answers by their first line."""

    rate: float
    p50: float
    p99: float
    wrong: dict[str, int]


class WrongAnswer(Exception):
    """The server did not do what is measured."""


def play(plan: Plan) -> Round:
    """Play the round in a process of its own, so that the client shares neither interpreter nor garbage with us.

    Raises WrongAnswer when any answer was not the expected one: a fast refusal must not pass for speed."""
    client = subprocess.run(
        [sys.executable, "-m", "tests.bench.client"],
        input=pickle.dumps(plan),
        stdout=subprocess.PIPE,
        check=True,
    )
    played: Round = pickle.loads(client.stdout)
    if played.wrong:
        raise WrongAnswer(f"{_first_line(plan.requests[0])} was answered with {played.wrong}")
    return played


def _first_line(request: bytes) -> str:
    return request.partition(b"\r\n")[0].decode()
