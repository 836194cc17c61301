"""How many of those who should be on a list of members are on it, counted before anything of it is written."""

from collections.abc import Iterable

from db.models import Answer, Funder
from kiosk.domain import bpjs_list_cover as rule
from kiosk.domain.bpjs_first_looks import NIK_DIGITS, nik_number
from kiosk.domain.bpjs_list_cover import Cover
from kiosk.domain.findings import Finding
from kiosk.files.sheet_columns import cells_of
from kiosk.files.sheets import SheetReading
from kiosk.services.bpjs_list_queries import (
    ROWS_AT_ONCE,
    is_overtaken,
    people_under,
    protected_in_spans,
)
from kiosk.services.portions import in_chunks


def question_about(answer: Answer, reading: SheetReading) -> Finding | None:
    """What is to be asked before this list is compared, None where it holds enough of those who should be on it, or
    says nothing of today. Of the file its NIKs are gone through once, and no further than half of these people."""
    if is_overtaken(answer):
        return None
    active = protected_in_spans(answer).count()
    found, lines = _found(answer, active, reading)
    cover = Cover(lines, active, found)
    if rule.is_enough(cover):
        return None
    return rule.question(cover, Funder.get_by_id(answer.funder_id).name if answer.funder_id else "")


def _found(answer: Answer, active: int, reading: SheetReading) -> tuple[int, int]:
    """(people of these, lines): both as far as was looked."""
    found: set[int] = set()
    lines = 0
    if not active:
        return 0, 0
    niks = (nik.text for (nik,) in cells_of(reading.rows, "nik") if nik.text)
    for texts in in_chunks(niks, ROWS_AT_ONCE):
        lines += len(texts)
        found |= _protected(answer, texts)
        if rule.is_enough(Cover(lines, active, len(found))):
            break
    return len(found), lines


def _protected(answer: Answer, texts: Iterable[str]) -> set[int]:
    niks = {f"{number:0{NIK_DIGITS}d}" for number in map(nik_number, texts) if number}
    ids = [worker.id for worker in people_under(niks).values()]
    return {worker_id for (worker_id,) in protected_in_spans(answer, ids).tuples()} if ids else set()
