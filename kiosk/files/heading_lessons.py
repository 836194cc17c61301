"""What is worth keeping of what somebody said about the columns of a sheet."""

from collections.abc import Mapping

from kiosk.files.sheet_preview import PreviewColumn, SheetPreview


def lessons_of(
    found: SheetPreview, fields: Mapping[int, str], remembered: Mapping[str, str]
) -> dict[PreviewColumn, str]:
    """Column → field, "" for of no use, of what nobody would understand untold, and of several columns that would hold
    the same the one that does; of all columns where the sheet would be read otherwise. `fields` is position → field as
    it was said, `remembered` heading_key → field as it is kept."""
    everybodys, rivals = found.vocabulary.fields_of(found.headings), _rivals(found)
    chosen = {column: fields.get(column.position, "") for column in found.columns}
    meant = {column.position: field for column, field in chosen.items() if field}
    told = {
        column: field
        for column, field in chosen.items()
        if _is_news(field, everybodys.get(column.position, ""), rivals.get(column.position), meant)
    }
    return told if _read_with(found, told, remembered) == meant else chosen


def _rivals(found: SheetPreview) -> dict[int, str]:
    """Position → field of columns of which several would hold it."""
    groups = found.vocabulary.rivals(found.headings)
    return {at: one.field for one in groups for at in (one.used, *one.others)}


def _is_news(field: str, everybodys: str, rivals_for: str | None, meant: Mapping[int, str]) -> bool:
    """That a column is passed over because another holds its field is no news of the column itself: alone in the next
    file it is read."""
    if rivals_for is None:
        return field != everybodys
    return bool(field) or rivals_for not in meant.values()


def _read_with(
    found: SheetPreview, told: Mapping[PreviewColumn, str], remembered: Mapping[str, str]
) -> dict[int, str]:
    """How the headings would be understood from now on."""
    here = {column.key for column in found.columns}
    others = {key: field for key, field in remembered.items() if key not in here}
    taught = others | {column.key: field for column, field in told.items()}
    return found.vocabulary.fields_of(found.headings, taught)
