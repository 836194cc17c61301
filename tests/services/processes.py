"""Several processes at one moment on the store of this test: each runs `work(job)` of a module. It says `ready` once it
is connected, waits for its turn, and answers.

They are forked off a server that has imported ours and opened no store: a Python started anew takes two seconds."""

import multiprocessing
from collections.abc import Callable, Iterable
from importlib import import_module
from multiprocessing.connection import Connection

from db import connection
from kiosk.config import settings_from
from kiosk.files.vault import open_vault
from kiosk.services import safe

PATIENCE = 120  # seconds
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "kiosk.app",
        "tests.services.dying_printer",
        "tests.services.dying_worker",
        "tests.services.racing_funder",
        "tests.services.racing_picker",
        "tests.services.racing_programme",
        "tests.services.racing_replacer",
        "tests.services.racing_selector",
        "tests.services.taking_place",
        "tests.services.telling_process",
    ]
)


def together(module: str, jobs: Iterable[dict]) -> list[dict]:
    """Start one process for each job, let them all go at once; their answers in that order."""
    running = [_started(module, job) for job in jobs]
    try:
        for _process, line in running:
            assert _heard(line) == "ready"
        for _process, line in running:
            line.send("go")
        return [_heard(line) for _process, line in running]
    finally:
        for process, line in running:
            process.kill()
            process.join()
            line.close()


def how_it_ended(work: Callable, *arguments) -> int:
    """Let a process of its own do this; its exit code, or minus the signal that killed it."""
    process = FORKS.Process(target=work, args=arguments, daemon=True)
    process.start()
    try:
        process.join(PATIENCE)
        return process.exitcode
    finally:
        process.kill()


def _started(module: str, job: dict) -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = FORKS.Pipe()
    process = FORKS.Process(target=_take_part, args=(module, job, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _heard(line: Connection):
    assert line.poll(PATIENCE), f"a process has said nothing for {PATIENCE} seconds"
    return line.recv()


def _take_part(module: str, job: dict, line: Connection) -> None:
    """The other side: what a process does that was started by `together`. It opens the stores, without the pages."""
    work = import_module(module).work
    settings = settings_from()
    connection.configure(settings.database_url)
    safe.configure(open_vault(settings.key_file), settings.folder)
    connection.ensure_connected()
    line.send("ready")
    line.recv()
    try:
        answer = work(job)
    except Exception as fault:  # the test reads which
        answer = {"fault": type(fault).__name__, "message": str(fault)}
    line.send(answer)
