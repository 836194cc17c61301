"""`python -m tests.bench.card_maker stamped|weasyprint|reportlab COUNT`: makes cards in a process of its own, and
prints seconds and peak memory (kB) as JSON. One card is made before the clock starts."""

import json
import sys
import time
from collections.abc import Callable
from datetime import date

from kiosk.files import cards as ours
from kiosk.files.card_face import REGISTERED, SCAN_FOR_NEWS, CardFace
from kiosk.files.card_sheets import Printing
from tests.bench import card_references, memory

PART = 500  # as print runs are made


def cards(count: int) -> list[CardFace]:
    """Made-up people, names of all lengths."""
    return [_card(number) for number in range(count)]


def _card(number: int) -> CardFace:
    return CardFace(
        name=f"Siti {'Handayaningrum ' * (number % 4)}Aminah",
        reg_no=f"SMG-{number:07d}-9",
        kpj=f"{26_000_000_000 + number}" if number % 3 else None,
        masked_nik=f"3374••••••••{number % 10_000:04d}",
        programmes="JKK + JKM",
        funder="PT Sinar Pesisir",
        state_line=REGISTERED,
        until_line=SCAN_FOR_NEWS,
        printed_on=date(2026, 11, 20),
        url=f"https://payung.semarangkota.go.id/v/{number:022d}",
    )


def stamped(people: list[CardFace]) -> int:
    """In parts, each let go before the next, as the worker makes a run."""
    sheets = Printing(layout="a4")
    return sum(
        len(ours.cards_pdf(people[start : start + PART], printing=sheets))
        for start in range(0, len(people), PART)
    )


MAKERS: dict[str, Callable[[list[CardFace]], object]] = {
    "stamped": stamped,
    "weasyprint": card_references.by_weasyprint,
    "reportlab": card_references.by_reportlab,
}


def main() -> None:
    make, count = MAKERS[sys.argv[1]], int(sys.argv[2])
    people = cards(count)
    make(people[:1])
    started = time.perf_counter()
    make(people)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak": memory.own_peak()}))


if __name__ == "__main__":
    main()
