"""Many people at once, whom nobody had to enrol by a form; and what is printed for them."""

from io import BytesIO

import pypdfium2

from db.connection import writing
from db.models import Worker
from kiosk.services.acting import Actor
from kiosk.services.print_run_files import part_pdf, parts_of
from kiosk.services.print_run_lookup import run_named
from kiosk.services.worker_rows import worker_columns
from tests.services.test_enrolment import entry

ROWS_AT_ONCE = 300


def crowd(by: Actor, people: int, *, numbered: int = 1, **other) -> list[str]:
    """Their registration numbers, in the order of their names; `numbered` tells a second crowd from the one before."""
    rows = [
        worker_columns(entry(number, name=f"Orang {number:05d}", **other), by=by)
        for number in range(numbered, numbered + people)
    ]
    with writing():
        for start in range(0, people, ROWS_AT_ONCE):
            Worker.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
    return [row["reg_no"] for row in rows]


def worker(reg_no: str) -> Worker:
    return Worker.get(Worker.reg_no == reg_no)


def printed_numbers(no: str, by: Actor) -> list[list[str]]:
    """File by file of a CR80 run, the registration numbers on its fronts in their order."""
    known = {row.reg_no for row in Worker.select(Worker.reg_no)}
    return [_numbers(part_pdf(no=no, by=by, number=part.number), known) for part in parts_of(run_named(no))]


def _numbers(pdf: bytes, known: set[str]) -> list[str]:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    fronts = (pages[number].get_textpage().get_text_bounded() for number in range(0, len(pages), 2))
    return [next(word for word in front.split() if word in known) for front in fronts]
