"""`make bench` is not part of every run; that its servers start is."""

from urllib.request import ProxyHandler, build_opener

import pytest

from kiosk.services import lapses
from kiosk.services.lapse_wishes import LISTS
from tests import ledger_rows
from tests.bench import __main__ as bench
from tests.bench import lapses as lapse_bench
from tests.bench import servers
from tests.bench.__main__ import MEASURES
from tests.bench.table import Limit, Row


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
