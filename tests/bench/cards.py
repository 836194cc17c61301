"""C1, C2, C3: cards stamped against cards laid out, one warm card from request to bytes, memory of a long run."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from flask.testing import FlaskClient

from db.models import Card, User
from kiosk.app import create_app
from kiosk.config import settings_from
from kiosk.files.cards import reference_pdf
from kiosk.services.cards import faces_of
from tests.bench import servers
from tests.bench.table import Limit, Row

CARDS = 1_000
ROUNDS = 3
LOOKS = 40
LONG, SHORT = 10_000, 100


@dataclass(frozen=True)
class Made:
    """One process's work; peak in kB."""

    seconds: float
    peak: int


def stamped_cards() -> Iterator[Row]:
    """C1: cards on A4, both sides, in one process; each maker in its own."""
    ours = [_made("stamped", CARDS).seconds for _ in range(ROUNDS)]
    laid_out = _made("weasyprint", CARDS).seconds
    yield _times_faster(ours, laid_out, "WeasyPrint, one document, absolute", Limit(at_least=45), 65)
    drawn = median(_made("reportlab", CARDS).seconds for _ in range(ROUNDS))
    yield _times_faster(ours, drawn, "ReportLab, same QR writer", Limit(at_least=3), 4.3)


def _times_faster(ours: list[float], theirs: float, against: str, gate: Limit, aim: float) -> Row:
    ratios = [theirs / seconds for seconds in ours]
    figures = f"{CARDS / median(ours):,.0f} of {CARDS / theirs:,.0f} a second"
    spread = (min(ratios), max(ratios))
    return Row(
        "C1", f"{CARDS:,} cards on A4, one process", against, figures, gate, median(ratios), spread, aim
    )


def one_card() -> Iterator[Row]:
    """C2: a signed-in GET of one card, warm, against WeasyPrint laying out the same card, warm too; in turns."""
    with servers.instance() as environment:
        app = create_app(settings_from(environment))
        with app.app_context():
            card = Card.select().where(Card.void_at.is_null()).first()
            faces = faces_of([card])
            client = _signed_in(app)
            pairs = [
                (_seconds(lambda: _look(client, card.serial)), _seconds(lambda: reference_pdf(faces)))
                for _ in range(LOOKS)
            ]
    ours, theirs = (median(times) for times in zip(*pairs[2:], strict=True))
    figures = f"{1000 * ours:.1f} of {1000 * theirs:.0f} ms"
    what = "one card, warm, from request to bytes"
    yield Row("C2", what, "WeasyPrint warm", figures, Limit(at_most=0.2), ours / theirs, aim=0.125)


def _signed_in(app) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = User.get(User.role == "admin").fs_uniquifier
        session["_fresh"] = True
    return client


def _look(client: FlaskClient, serial: str) -> None:
    answer = client.get(f"/kartu/{serial}.pdf")
    if answer.status_code != 200:
        sys.exit(f"/kartu/{serial}.pdf: {answer.status_code}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def memory() -> Iterator[Row]:
    """C3: the peak of a long run, made in parts as the worker does, against a short one."""
    long, short = _made("stamped", LONG).peak, _made("stamped", SHORT).peak
    figures = f"{long / 1024:,.0f} of {short / 1024:,.0f} MB"
    yield Row(
        "C3",
        f"{LONG:,} cards: peak memory",
        f"{SHORT} cards",
        figures,
        Limit(at_most=1.3),
        long / short,
        aim=1.24,
    )


def _made(maker: str, count: int) -> Made:
    command = [sys.executable, "-m", "tests.bench.card_maker", maker, str(count)]
    done = subprocess.run(command, cwd=servers.ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return Made(**json.loads(done.stdout))
