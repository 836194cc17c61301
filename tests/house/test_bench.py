"""`make bench` is not part of every run; that its servers start is."""

from urllib.request import ProxyHandler, build_opener

from tests.bench import servers


def test_bare_reference_answers_under_the_web_script():
    straight = build_opener(ProxyHandler({}))
    with servers.hello() as port, straight.open(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        assert answer.status == 200
