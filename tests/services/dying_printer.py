"""A worker that is killed over a print run: main(CARDS), in a process of its own, takes what is queued and
dies outright once so many cards are laid out (0: before it has done anything)."""

import os
import signal

from db import connection
from kiosk.app import create_app
from kiosk.services import print_parts, queue


def main(cards: int) -> None:
    with create_app().app_context():
        connection.ensure_connected()
        queue.register(print_parts.JOB, lambda job, progress: _print(job, progress, cards))
        queue.run_waiting_tasks()


def _print(job, progress, cards: int) -> None:
    def live_until(done: int, total: int) -> None:
        progress(done, total)
        if done >= cards:
            os.kill(os.getpid(), signal.SIGKILL)

    if not cards:
        os.kill(os.getpid(), signal.SIGKILL)
    print_parts.render_run(no=job.arguments["run"], progress=live_until)
