"""`make bench` is not part of every run; that its servers start is."""

from urllib.request import ProxyHandler, build_opener

import pytest

from tests.bench import servers
from tests.bench.__main__ import MEASURES


@pytest.mark.parametrize("code", MEASURES)
def test_a_row_is_asked_for_by_the_code_it_prints(code):
    assert MEASURES[code].__doc__.startswith(code)


def test_bare_reference_answers_under_the_web_script():
    straight = build_opener(ProxyHandler({}))
    with servers.hello() as port, straight.open(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        assert answer.status == 200
