"""What the columns of one file of BPJS hold: looked at, said once and remembered, after which the file is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import held
from db.models import Answer
from kiosk.domain.words import N_
from kiosk.files.heading_rows import Place
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_preview import SheetPreview, preview
from kiosk.services import access, audit, batch_sheets, bpjs_answers, bpjs_headings
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_answer_files import (
    COLUMNS,
    REFUSED,
    STORED,
    answer_seen_by,
    content_of,
    vocabulary_of,
)
from kiosk.services.once import once

NOT_WAITING = N_(
    "Berkas ini sudah dibaca. Judul yang keliru dilupakan lewat “Judul yang diingat”; sesudah itu tekan Baca ulang di "
    "halaman berkas ini."
)


@dataclass(frozen=True)
class AnswerColumns:
    """`preview` is None where no row can be one of headings."""

    answer: Answer
    preview: SheetPreview | None
    may_change: bool


def columns_of(*, no: str, place: Place | None, by: Actor) -> AnswerColumns:
    """Raises NotThere, NotAllowed."""
    answer = answer_seen_by(by, no)
    read_at = (answer.sheet_name, answer.heading_row)
    with each_sheet_opened_once(FOR_A_KEPT_SHEET):
        found = preview(
            content_of(answer), bpjs_headings.remembered(), place=place, read_at=read_at,
            vocabulary=vocabulary_of(answer),
        )  # fmt: skip
    return AnswerColumns(answer, found, by.role == "admin" and answer.state in (COLUMNS, REFUSED))


@each_sheet_opened_once()
def settle(*, no: str, found: SheetPreview, fields: Mapping[int, str], client_key: str, by: Actor) -> None:
    """Say what the columns of this file, as they were `found` in it, hold (position → field, "" for of no use), once
    per key: remembered for all files of BPJS, and the file is read. Raises NotThere, NotAllowed, Refused, KeyInUse."""
    access.require(by.role == "admin")
    answer = answer_seen_by(by, no)
    small = batch_sheets.is_small(content_of(answer))
    _answer, first_time = once(
        key=client_key,
        purpose="bpjs.columns",
        content={"answer": no, "place": list(found.place), "fields": sorted(fields.items())},
        by=by,
        make=lambda: _settle(answer.id, found, fields, small, by),
    )
    if first_time and small:
        bpjs_answers.read_at_once(no, by)


def _settle(answer_id: int, found: SheetPreview, fields: Mapping[int, str], small: bool, by: Actor) -> str:
    answer = held(Answer.select().where(Answer.id == answer_id)).get()
    if answer.state not in (COLUMNS, REFUSED):
        raise Refused(NOT_WAITING)
    bpjs_headings.learn(found, fields, by=by)
    Answer.update(state=STORED, findings=[], columns=None, rows=0).where(Answer.id == answer.id).execute()
    audit.record("bpjs.kolom_dipasangkan", by=by, kind="balasan", subject=answer.no)
    bpjs_answers.ask_reading(answer, by=by, run_here=small)
    return answer.no
