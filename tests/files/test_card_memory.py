"""A long run is made in parts; making the hundredth part takes no more room than the first."""

import json
import subprocess
import sys
from pathlib import Path

from tests.whole import so_many

ROOT = Path(__file__).parents[2]


def peak_of(cards: int) -> int:
    """kB, of a process of its own."""
    command = [sys.executable, "-m", "tests.bench.card_maker", "stamped", str(cards)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(made.stdout)["peak"]


def test_thousands_of_cards_take_no_third_more_memory_than_a_hundred():
    assert peak_of(so_many(3_000, whole=10_000)) <= 1.3 * peak_of(100)
