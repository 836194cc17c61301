"""`python -m tests.bench.debit_maker DONORS`: builds, seals and answers the coming month's debit in a process of its
own, and prints the seconds of each step and its peak memory (kB) as JSON."""

import json
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import time_machine

from db.models import DebitLine, DebitReturn, DebitRun
from kiosk.app import create_app
from kiosk.services import debit_answers, debit_runs, debit_sealing, debit_sending, pledge_months, queue
from kiosk.services.acting import Actor
from tests.bench import city, memory

HEADINGS = "referensi,jumlah,status,alasan,referensi_bank,tanggal_debet"


def main(donors: int) -> None:
    with create_app().app_context():
        by = city.acting("admin@payung.test")
        seconds = {"built": _built(by), "sealed": _sealed(by)}
        debit_sending.send(run=_run(), by=by)
        seconds["answered"] = _answered(by)
        paid = _lines("paid")
        failed = _lines("failed")
        if paid + failed < donors or failed != (paid + failed) // 10:
            sys.exit(f"the answer was not taken in: {paid} paid, {failed} failed of {donors}")
    print(json.dumps(seconds | {"peak": memory.own_peak()}))


def _run() -> DebitRun:
    return DebitRun.select().order_by(DebitRun.id.desc()).get()


def _lines(state: str) -> int:
    return DebitLine.select().where(DebitLine.run == _run(), DebitLine.state == state).count()


def _built(by: Actor) -> float:
    month = pledge_months.next_debit_month()
    debit_runs.begin(month=month, client_key=uuid4().hex, by=by)
    return _seconds(queue.run_waiting_tasks)


def _sealed(by: Actor) -> float:
    debit_sealing.ask(run=_run(), by=by)
    return _seconds(queue.run_waiting_tasks)


def _answered(by: Actor) -> float:
    run = _run()
    with time_machine.travel(run.debit_on, tick=True):
        debit_answers.upload(run=run, sheet=("balasan.csv", _answer(run)), client_key=uuid4().hex, by=by)
        seconds = _seconds(queue.run_waiting_tasks)
    if DebitReturn.select().order_by(DebitReturn.id.desc()).get().state != "read":
        sys.exit("the answer was not read")
    return seconds


def _answer(run: DebitRun) -> bytes:
    """Of ten one has no money."""
    rows = [HEADINGS]
    for number, line in enumerate(
        DebitLine.select().where(DebitLine.run == run).order_by(DebitLine.id).iterator(), 1
    ):
        said = "GAGAL,SALDO TIDAK CUKUP" if number % 10 == 0 else "BERHASIL,"
        rows.append(f"{line.key},{line.amount},{said},BJT{number:08d},{run.debit_on}")
    return "\r\n".join([*rows, ""]).encode()


def _seconds(work: Callable) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
