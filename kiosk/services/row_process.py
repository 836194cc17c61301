"""The rows of a large sheet are checked and sealed by a process of their own, beside the one that writes them.

What it is told and what it answers goes through pipes and memory, names and keys with it: nothing of it stands in a
file, an argument or the environment. Whoever asked for it being gone, it ends with its next answer."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from db import connection
from db.models import Batch
from kiosk.files.sheets import SheetRows
from kiosk.files.vault import Vault
from kiosk.services import safe
from kiosk.services.acting import Actor
from kiosk.services.batch_rules import rules_of
from kiosk.services.prepared_rows import PreparedRow, each_prepared

ROWS_PER_ANSWER = 50
_ROOT = Path(__file__).resolve().parents[2]


class RowsStopped(RuntimeError):
    """The process beside went before the last row."""


class _Task(NamedTuple):
    database: str
    vault: Vault
    folder: Path
    batch_id: int
    by: Actor
    rows: SheetRows


class _Ended(NamedTuple):
    """After the last row: what is known of the sheet only then, or what went wrong."""

    passed_over: list[int]
    fault: Exception | None = None


@contextmanager
def prepared_beside(batch: Batch, rows: SheetRows, by: Actor) -> Iterator[Iterator[PreparedRow]]:
    """As prepared_rows.each_prepared, by another process; it is gone when this ends. Raises what it raised, and
    RowsStopped."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import {__name__} as beside; beside.main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[rows.memory],
        cwd=_ROOT,
        start_new_session=True,  # a Ctrl-C is for whoever asked for it
    )
    try:
        with process.stdin as line:
            pickle.dump(_Task(connection.address(), *safe.handed_on(), batch.id, by, rows), line)
        yield _answers(process.stdout, rows)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _answers(line: BinaryIO, rows: SheetRows) -> Iterator[PreparedRow]:
    while not isinstance(answer := _heard(line), _Ended):
        yield from answer
    if answer.fault:
        raise answer.fault
    rows.passed_over = answer.passed_over


def _heard(line: BinaryIO) -> list[PreparedRow] | _Ended:
    try:
        return pickle.load(line)
    except (EOFError, pickle.UnpicklingError) as error:
        raise RowsStopped from error


def main() -> None:
    """The other side."""
    task: _Task = pickle.load(sys.stdin.buffer)
    answers = sys.stdout.buffer
    connection.configure(task.database)
    safe.configure(task.vault, task.folder)
    try:
        rules = rules_of(Batch.get_by_id(task.batch_id))
        prepared = each_prepared(task.rows, rules, task.by)
        while portion := list(islice(prepared, ROWS_PER_ANSWER)):
            _say(portion, answers)
        _say(_Ended(task.rows.passed_over), answers)
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more
    except Exception as fault:
        _say(_Ended([], _that_travels(fault)), answers)


def _say(answer: list[PreparedRow] | _Ended, answers: BinaryIO) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _that_travels(fault: Exception) -> Exception:
    """Not every exception can be made anew from its arguments."""
    try:
        return pickle.loads(pickle.dumps(fault))
    except Exception:
        return RowsStopped(type(fault).__name__)
