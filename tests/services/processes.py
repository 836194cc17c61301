"""Several processes at one moment on the store of this test: each is `python -m MODULE JOB`, where JOB is JSON on the
command line. It says `ready` once it is connected, waits for a line, and answers with one line of JSON."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable

from db import connection
from kiosk.config import settings_from
from kiosk.files.vault import open_vault
from kiosk.services import safe


def together(module: str, jobs: Iterable[dict]) -> list[dict]:
    """Start one process for each job, let them all go at once; their answers in that order."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, json.dumps(job)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for job in jobs
    ]  # fmt: skip
    try:
        for one in running:
            assert one.stdout.readline() == "ready\n"
        for one in running:
            one.stdin.write("\n")
            one.stdin.flush()
        return [json.loads(one.communicate(timeout=120)[0]) for one in running]
    finally:
        for one in running:
            one.kill()


def take_part(work: Callable[[dict], dict]) -> None:
    """The other side: what a process does that was started by `together`. It opens the stores, without the pages."""
    settings = settings_from()
    connection.configure(settings.database_url)
    safe.configure(open_vault(settings.key_file), settings.folder)
    connection.ensure_connected()
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        answer = work(json.loads(sys.argv[1]))
    except Exception as fault:  # the test reads which
        answer = {"fault": type(fault).__name__, "message": str(fault)}
    print(json.dumps(answer), flush=True)
