"""What the headings of BPJS's files mean, as somebody said once: remembered, listed, forgotten."""

from collections.abc import Mapping

from db.connection import in_turn, writing
from db.models import AnswerHeading
from kiosk.domain.words import without_long_numbers
from kiosk.files.heading_keys import LONGEST_KEY, told_apart
from kiosk.files.heading_lessons import lessons_of
from kiosk.files.sheet_preview import PreviewColumn, SheetPreview
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere

HEADINGS = 23  # one who explains a file at a time: two of them may have the same headings


def remembered() -> dict[str, str]:
    """heading_key → field, for files.sheets.read_sheet; an empty field is a column of no use."""
    return dict(AnswerHeading.select(AnswerHeading.heading_key, AnswerHeading.field).tuples())


def learn(found: SheetPreview, fields: Mapping[int, str], *, by: Actor) -> None:
    """What the columns of this file hold (position → field, "" for of no use), in the caller's transaction. Only what
    nobody would understand untold is kept; all of it where the file would be read otherwise."""
    in_turn(HEADINGS)
    told = lessons_of(found, fields, remembered())
    here = [column.key for column in found.columns]
    AnswerHeading.delete().where(AnswerHeading.heading_key.in_(here)).execute()
    for column, field in told.items():
        _remember(column, field, by)


def _remember(column: PreviewColumn, field: str, by: Actor) -> None:
    AnswerHeading.create(
        heading_key=column.key,
        heading=without_long_numbers(told_apart(column.heading, column.key))[:LONGEST_KEY],
        field=field,
        by_id=by.user_id,
    )


def headings_seen_by(by: Actor) -> list[AnswerHeading]:
    """All that are remembered, by heading. Raises NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    return list(AnswerHeading.select().order_by(AnswerHeading.heading, AnswerHeading.id))


def forget(*, number: int, by: Actor) -> str:
    """One remembered heading by its id; answers with the heading. Raises NotAllowed, NotThere."""
    access.require(by.role == "admin")
    with writing():
        row = AnswerHeading.get_or_none(AnswerHeading.id == number)
        if row is None:
            raise NotThere
        row.delete_instance()
        audit.record("bpjs.judul_dilupakan", by=by, judul=row.heading)
    return row.heading
