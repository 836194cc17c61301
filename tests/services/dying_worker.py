"""A worker that is killed over its job: main(ROWS), in a process of its own, takes what is queued and dies
outright once that many rows of a sheet are written (0: before it has done anything)."""

import os
import signal

from db import connection
from kiosk.app import create_app
from kiosk.services import accounts, batch_reading, queue


def main(rows: int) -> None:
    with create_app().app_context():
        connection.ensure_connected()
        queue.register("batch.read_sheet", lambda job, progress: _read(job, progress, rows))
        queue.run_waiting_tasks()


def _read(job, progress, rows: int) -> None:
    def live_until(done: int, total: int) -> None:
        progress(done, total)
        if done >= rows:
            os.kill(os.getpid(), signal.SIGKILL)

    if not rows:
        os.kill(os.getpid(), signal.SIGKILL)
    by = accounts.actor_of(user_id=job.arguments["user"], post_id=job.arguments["post"])
    batch_reading.read_upload(upload_id=job.arguments["upload"], by=by, progress=live_until)
