"""What the headings in one company's sheets mean, as somebody said once: remembered, listed, forgotten."""

from collections.abc import Mapping

from db.connection import in_turn, writing
from db.models import Batch, ColumnMap, Company
from kiosk.domain.words import without_long_numbers
from kiosk.files.heading_lessons import lessons_of
from kiosk.files.heading_words import LONGEST_KEY
from kiosk.files.sheet_preview import PreviewColumn, SheetPreview
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere
from kiosk.services.companies import company_seen_by, may_change

HEADINGS = 17  # one who explains a sheet at a time: two sheets of a company may have the same headings


def remembered_for(company_id: int) -> dict[str, str]:
    """heading_key → field, for files.sheets.read_sheet; an empty field is a column of no use."""
    rows = ColumnMap.select(ColumnMap.heading_key, ColumnMap.field).where(ColumnMap.company == company_id)
    return dict(rows.tuples())


def learn(company_id: int, found: SheetPreview, fields: Mapping[int, str], *, by: Actor) -> None:
    """What the columns of this sheet hold (position → field, "" for of no use), in the caller's transaction. Only what
    nobody would understand untold is kept; all of it where the sheet would be read otherwise."""
    in_turn(HEADINGS)
    told = lessons_of(found, fields, remembered_for(company_id))
    _drop(company_id, [column.key for column in found.columns])
    for column, field in told.items():
        _remember(company_id, column, field, by)


def _drop(company_id: int, keys: list[str]) -> None:
    ColumnMap.delete().where(ColumnMap.company == company_id, ColumnMap.heading_key.in_(keys)).execute()


def _remember(company_id: int, column: PreviewColumn, field: str, by: Actor) -> None:
    ColumnMap.create(
        company=company_id,
        heading_key=column.key,
        heading=without_long_numbers(column.heading)[:LONGEST_KEY],
        field=field,
        by_id=by.user_id,
    )


def list_of(*, code: str, by: Actor) -> tuple[Company, list[ColumnMap]]:
    """A company and its remembered headings, by heading. Raises NotThere, NotAllowed."""
    company = company_seen_by(by, code)
    rows = ColumnMap.select().where(ColumnMap.company == company)
    return company, list(rows.order_by(ColumnMap.heading, ColumnMap.id))


def may_forget(company: Company, by: Actor) -> bool:
    """Besides the company and the admin an officer who serves a batch of it."""
    if by.role == "petugas":
        return access.batches_in_scope(by).where(Batch.company == company).exists()
    return may_change(company, by)


def forget(*, code: str, number: int, by: Actor) -> str:
    """One remembered heading by its id; answers with the heading. Raises NotThere, NotAllowed."""
    company = company_seen_by(by, code)
    access.require(may_forget(company, by))
    with writing():
        row = ColumnMap.get_or_none(ColumnMap.id == number, ColumnMap.company == company)
        if row is None:
            raise NotThere
        row.delete_instance()
        audit.record(
            "perusahaan.judul_dilupakan", by=by, kind="perusahaan", subject=company.code, judul=row.heading
        )
    return row.heading
