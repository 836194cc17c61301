"""Peak memory of a process and of those beside it, in kB, as the kernel keeps it for each in /proc.

Not by getrusage: there a process that has just been started begins with the peak of whoever started it, so that a large
parent hides what its small children take."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.02


def own_peak() -> int:
    return _peak_of(os.getpid())


class Beside:
    """`with Beside() as beside: …`; then `beside.peak` is that of the largest process started below this one."""

    def __init__(self):
        self._there_before: set[int] = set()
        self._peaks: dict[int, int] = {}
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look_on_and_on, daemon=True)

    def __enter__(self) -> "Beside":
        self._there_before = set(_below(os.getpid()))
        self._looking.start()
        return self

    def __exit__(self, *_fault) -> None:
        self._over.set()
        self._looking.join()

    @property
    def peak(self) -> int:
        return max(self._peaks.values(), default=0)

    def look(self) -> None:
        """Now, besides the looks at every moment."""
        for process in set(_below(os.getpid())) - self._there_before:
            # The last look counts: between fork and exec a process still shows its parent's memory.
            with suppress(OSError):
                self._peaks[process] = _peak_of(process) or self._peaks.get(process, 0)

    def _look_on_and_on(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self.look()


def _peak_of(process: int) -> int:
    """0 for one that has ended and was not waited for yet."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _below(process: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process}/task").glob("*"):
        children: list[str] = []
        with suppress(OSError):
            children = (thread / "children").read_text().split()
        for child in map(int, children):
            yield child
            yield from _below(child)
