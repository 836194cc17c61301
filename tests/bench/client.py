"""The load generator: epoll and bare sockets, some ten microseconds a request, so that the servers get the machine.

Reads a pickled Plan from its input and writes a pickled Round to its output (load.play starts it)."""

import gc
import pickle
import select
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from time import perf_counter, sleep

from tests.bench.load import Plan, Round

LARGEST_READ = 1 << 18
SILENCE_SECONDS = 30
LENGTH = b"content-length: "
# Waking up for every single answer costs more than reading it, and at hello's pace the servers would wait for us.
GATHER_SECONDS = 0.00005


class Connection:
    """One keep-alive connection with at most one request under way."""

    __slots__ = ("answer", "missing", "sent_at", "socket")

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self.answer, self.missing = b"", None
        self.sent_at = perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has arrived; True when the answer is complete."""
        arrived = self.socket.recv(LARGEST_READ)
        if not arrived:
            raise ConnectionError("the server closed the connection")
        if self.missing is None:
            self.answer += arrived
            self.missing = _missing(self.answer)
        else:
            self.missing -= len(arrived)
        return self.missing == 0


def _missing(answer: bytes) -> int | None:
    """How many bytes of the body have not come yet; None while the head itself is not complete."""
    head_ends = answer.find(b"\r\n\r\n")
    if head_ends < 0:
        return None
    head = answer[:head_ends].lower()
    at = head.index(LENGTH) + len(LENGTH)
    length = int(head[at:].partition(b"\r\n")[0])
    return head_ends + 4 + length - len(answer)


def play(plan: Plan) -> Round:
    """Ask until the time is up or the requests have run out; what is under way then is awaited, not counted."""
    requests = repeat(plan.requests[0]) if len(plan.requests) == 1 else iter(plan.requests)
    poller = select.epoll()
    under_way = {}
    begun = perf_counter()
    for _ in range(plan.connections):
        connection = Connection(plan.port)
        connection.send(next(requests))
        under_way[connection.socket.fileno()] = connection
        poller.register(connection.socket, select.EPOLLIN)
    return _ask(poller, under_way, requests, plan, begun)


def _ask(poller: select.epoll, under_way: dict, requests: Iterator[bytes], plan: Plan, begun: float) -> Round:
    waits: list[float] = []
    wrong: Counter[str] = Counter()
    ends = begun + plan.seconds
    while under_way:
        for connection in _answered(poller, under_way):
            now = perf_counter()
            if not connection.answer.startswith(plan.expected):
                wrong[connection.answer.partition(b"\r\n")[0].decode()] += 1
            if now <= ends:
                waits.append(now - connection.sent_at)
                if request := next(requests, None):
                    connection.send(request)
                    continue
                ends = now
            del under_way[connection.socket.fileno()]
    return _round(waits, wrong, ends - begun)


def _answered(poller: select.epoll, under_way: dict) -> Iterator[Connection]:
    """The connections whose answers have become complete since the last look."""
    sleep(GATHER_SECONDS)
    ready = poller.poll(SILENCE_SECONDS, len(under_way))
    if not ready:
        raise TimeoutError(f"no answer for {SILENCE_SECONDS} s")
    for number, _event in ready:
        if under_way[number].receive():
            yield under_way[number]


def _round(waits: list[float], wrong: Counter[str], seconds: float) -> Round:
    waits.sort()
    count = len(waits)
    return Round(count / seconds, waits[count // 2], waits[count * 99 // 100], dict(wrong))


if __name__ == "__main__":
    plan = pickle.load(sys.stdin.buffer)
    gc.disable()
    sys.stdout.buffer.write(pickle.dumps(play(plan)))
