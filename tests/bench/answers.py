"""B4, B5: BPJS's answer about 100,000 people, read from its file, held against what was asked for and applied to the
ledger: how fast, and how much memory it takes."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import mean
from uuid import uuid4

from db.connection import writing
from db.models import Answer, AnswerRow, Funder, Submission, SubmissionLine, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.services import bpjs_answers, queue
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_wishes import NewAnswer
from kiosk.services.numbers import fresh_number
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import worker_columns
from tests import ledger_rows
from tests.bench import answer_references, answer_sheets, city, servers
from tests.bench.answer_sheets import Asked
from tests.bench.jobs import inside
from tests.bench.table import Limit, Row

LINES, REFERENCE_LINES, FEW = 100_000, 4_000, 10_000
AT_ONCE = 500


def answer_rate() -> Iterator[Row]:
    """B4: the job from the stored file to the last line, on SQLite; on PostgreSQL to compare."""
    with servers.instance() as environment:
        yield _measured(environment, "SQLite", Limit(at_least=5))
    if servers.postgres_installed():
        with servers.postgres_address() as address, servers.instance(address) as environment:
            yield _measured(environment, "PostgreSQL")


def _measured(environment: servers.Environment, store: str, gate: Limit | None = None) -> Row:
    """The plain one in front of ours and behind it."""
    with inside(environment), _folder() as folder:
        people = asked_for([REFERENCE_LINES, LINES, REFERENCE_LINES])
        first, ours, second = (
            answer_sheets.write(folder / f"{number}.xlsx", theirs) for number, theirs in enumerate(people)
        )
        by = city.acting("admin@payung.test")
        plain = [_plain_rate(first, by)]
        rate = _rate(ours, by)
        plain.append(_plain_rate(second, by))
    ratios = [rate / one for one in plain]
    figures = f"{rate:,.0f} of {mean(plain):,.0f} lines a second"
    return Row(
        "B4", f"{LINES:,} lines of BPJS's answer, {store}", "openpyxl + Fernet + Peewee", figures, gate,
        rate / mean(plain), (min(ratios), max(ratios)),
    )  # fmt: skip


def _rate(path: Path, by: Actor) -> float:
    bpjs_answers.upload(
        wish=NewAnswer("answer", (path.name, path.read_bytes())), client_key=uuid4().hex, by=by
    )
    seconds = _seconds(queue.run_waiting_tasks)
    answer = Answer.select().order_by(Answer.id.desc()).get()
    require_applied(answer, LINES)
    return LINES / seconds


def require_applied(answer: Answer, lines: int) -> None:
    """Raises where the file was not taken in: the figure would mean nothing."""
    rows = AnswerRow.select().where(AnswerRow.answer == answer)
    good = rows.where(AnswerRow.outcome.in_(("accepted", "rejected"))).count()
    if (Answer.get_by_id(answer.id).state, rows.count(), good) != ("read", lines, lines):
        raise RuntimeError(f"the answer was not taken in: {answer.state} {rows.count()} {good}")


def _plain_rate(path: Path, by: Actor) -> float:
    taken: list[int] = []
    seconds = _seconds(lambda: taken.append(answer_references.by_peewee(path, by)))
    if taken[0] != REFERENCE_LINES:
        raise RuntimeError("the plain one did not take its lines in: the figure would mean nothing")
    return taken[0] / seconds


def memory() -> Iterator[Row]:
    """B5: the peak of the process that writes, with that of the larger one beside it, which opens the workbook."""
    with servers.instance() as environment, _folder() as folder:
        with inside(environment):
            people = asked_for([FEW, LINES])
            paths = [answer_sheets.write(folder / f"{len(theirs)}.xlsx", theirs) for theirs in people]
        few, many = (_peaks(path, environment) for path in paths)
    figures = f"{_shown(many)} of {_shown(few)} MB"
    yield Row("B5", f"{LINES:,} lines of an answer: peak memory", f"{FEW:,} lines", figures, Limit(at_most=2.2),
              sum(many) / sum(few), aim=2)  # fmt: skip


def _shown(peaks: tuple[int, int]) -> str:
    """Writing and beside."""
    return "+".join(f"{peak / 1024:,.0f}" for peak in peaks)


def _peaks(path: Path, environment: servers.Environment) -> tuple[int, int]:
    command = [sys.executable, "-m", "tests.bench.answer_reader", str(path)]
    done = subprocess.run(command, cwd=servers.ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return tuple(json.loads(done.stdout))


def asked_for(sizes: list[int]) -> list[list[Asked]]:
    """So many people of the whole city in a submission each, with one month that is billed and paid."""
    people = city.made_up_people(random.Random(city.SEED))
    by = city.acting("petugas@payung.test")
    return [_asked(list(islice(people, size)), by) for size in sizes]


def _asked(people: list, by: Actor) -> list[Asked]:
    rows = [worker_columns(one, by=by) | {"demo": True, "dtsen_source": ""} for one in people]
    city.insert_workers(rows)
    hashes = {row["nik_hash"]: one for row, one in zip(rows, people, strict=True)}
    found: list[Asked] = []
    with writing():
        funder = ledger_rows.first_company()
        submission = Submission.create(
            no=fresh_number("D26"), funder=funder, made_by_id=by.user_id, sent_on=today()
        )
    for chunk in in_chunks(hashes, AT_ONCE):
        workers = list(Worker.select().where(Worker.nik_hash.in_(chunk)).order_by(Worker.id))
        _fund(workers, funder, submission, first_of_month(today()), len(found))
        found += [Asked(hashes[one.nik_hash].nik, one.name) for one in workers]
    return found


def _fund(workers: list[Worker], funder: Funder, submission: Submission, month: date, before: int) -> None:
    months = ledger_rows.planned_for(workers, [month], funder=funder)
    ledger_rows.bill(months)
    ledger_rows.pay(months)
    lines = [
        {
            "submission": submission.id, "number": number, "worker": worker.id, "first_month": month,
            "last_month": month,
        }
        for number, worker in enumerate(workers, before + 1)
    ]  # fmt: skip
    with writing():
        SubmissionLine.insert_many(lines).execute()


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="payung-bench-answers-") as folder:
        yield Path(folder)
