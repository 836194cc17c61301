"""What is worth keeping of what somebody said about the columns of a sheet."""

from collections.abc import Mapping

from kiosk.files.sheet_preview import PreviewColumn, SheetPreview


def lessons_of(
    found: SheetPreview, fields: Mapping[int, str], remembered: Mapping[str, str]
) -> dict[PreviewColumn, str]:
    """Column → field, "" for of no use, of what nobody would understand untold; of all columns where the sheet would be
    read otherwise. `fields` is position → field as it was said, `remembered` heading_key → field as it is kept."""
    everybodys = found.vocabulary.fields_of(found.headings)
    chosen = {column: fields.get(column.position, "") for column in found.columns}
    told = {column: field for column, field in chosen.items() if field != everybodys.get(column.position, "")}
    meant = {column.position: field for column, field in chosen.items() if field}
    return told if _read_with(found, told, remembered) == meant else chosen


def _read_with(
    found: SheetPreview, told: Mapping[PreviewColumn, str], remembered: Mapping[str, str]
) -> dict[int, str]:
    """How the headings would be understood from now on."""
    here = {column.key for column in found.columns}
    others = {key: field for key, field in remembered.items() if key not in here}
    taught = others | {column.key: field for column, field in told.items()}
    return found.vocabulary.fields_of(found.headings, taught)
