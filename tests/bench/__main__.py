"""`make bench`, or `python -m tests.bench W1 J1` for some rows: the ratios of the speed table (DESIGN 8).

Each pair is measured in one run, in turns, so that a busy or a slow machine tells the same ratio. The exit code
is 0 whatever the figures say; with --strict it is 1 when one is below its gate."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterable

from tests.bench import answers, batches, cards, city, counts, coverage, debits, jobs, lapses, table, web

MEASURES: dict[str, Callable[[], Iterable[table.Row]]] = {
    "C1": cards.stamped_cards,
    "C2": cards.one_card,
    "C3": cards.memory,
    "B1": batches.import_rate,
    "B2": batches.enrolment_beside,
    "B3": batches.memory,
    "B4": answers.answer_rate,
    "B5": answers.memory,
    "W1": web.enrolment_page,
    "W2": web.enrolment_accepted,
    "D1": coverage.city_figures,
    "D2": counts.kept_counts,
    "J1": jobs.job_starts,
    "E1": city.desk_questions,
    "L1": lapses.lapse_lists,
    "P1": debits.whole_month,
}


def main() -> int:
    wish = _wish()
    # A TERM leaves through the `with` blocks, which stop the servers and remove their folders.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    table.print_head()
    below = 0
    for name in wish.rows or MEASURES:
        for row in MEASURES[name]():
            table.print_row(row)
            below += row.below_gate
    return 1 if below and wish.strict else 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the speed table.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"{', '.join(MEASURES)}; all without")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a figure is below its gate")
    wish = parser.parse_args()
    if unknown := set(wish.rows) - set(MEASURES):
        parser.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    return wish


if __name__ == "__main__":
    sys.exit(main())
