"""`make bench` is not part of every run; that its servers start is."""

import subprocess
import sys
from contextlib import contextmanager
from urllib.request import ProxyHandler, build_opener

import pytest

from kiosk.services import lapses
from kiosk.services.lapse_wishes import LISTS
from tests import ledger_rows
from tests.bench import __main__ as bench
from tests.bench import lapses as lapse_bench
from tests.bench import memory, servers
from tests.bench.__main__ import MEASURES
from tests.bench.table import Limit, Row
from tests.house.tree import ROOT


@pytest.mark.parametrize("code", MEASURES)
def test_a_row_is_asked_for_by_the_code_it_prints(code):
    assert MEASURES[code].__doc__.startswith(code)


def test_bare_reference_answers_under_the_web_script():
    straight = build_opener(ProxyHandler({}))
    with servers.hello() as port, straight.open(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("milliseconds", "strict", "code"), [(100, True, 0), (101, True, 1), (101, False, 0)]
)
def test_strict_run_fails_where_a_figure_is_beyond_its_gate(monkeypatch, milliseconds, strict, code):
    row = Row("L1", "lists", "", "", Limit(at_most=100), milliseconds)
    monkeypatch.setitem(MEASURES, "L1", lambda: [row])
    monkeypatch.setattr("sys.argv", ["bench", "L1", *["--strict"] * strict])
    assert bench.main() == code


def test_city_of_the_lapse_lists_has_people_on_each_that_is_measured(people, monkeypatch):
    for kind in ("apbd", "dbhcht"):
        ledger_rows.somebody(kind)
    monkeypatch.setattr(lapse_bench, "PEOPLE", 12_000)
    lapse_bench.settle_in()
    found = {what: lapses.page_of(by=by, wish=wish).total for what, by, wish in lapse_bench.looks()}
    demo_only = {f"{which}, a company's own" for which in LISTS}  # whom the demo gave to a company
    assert {what for what, total in found.items() if not total} == demo_only


def test_memory_of_a_process_does_not_begin_with_that_of_whoever_started_it():
    much = bytearray(200 << 20)
    few = subprocess.run(
        [sys.executable, "-c", "from tests.bench import memory; print(memory.own_peak())"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(few.stdout) < len(much) / 1024 < memory.own_peak()


@contextmanager
def somebody_who_takes(megabytes: int):
    """A process that has taken so much, and stays until the block is left."""
    takes = f"import sys; much = bytearray({megabytes} << 20); print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", takes]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield


def test_memory_of_those_beside_is_that_of_the_largest_who_came_since():
    with somebody_who_takes(200), memory.Beside() as beside:
        for megabytes in (90, 10):
            with somebody_who_takes(megabytes):
                beside.look()
    assert 90 << 10 < beside.peak < 130 << 10
