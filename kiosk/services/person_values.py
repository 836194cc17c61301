"""What is on record about a person, field by field as plain values, and back into the row: for whoever compares,
corrects and merges."""

from collections.abc import Mapping
from datetime import date

from db.models import Worker
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.words import initials, mask_kpj, mask_nik, mask_phone
from kiosk.services import safe

Value = str | int | date | None

FIELDS = (
    "nik", "name", "birth_on", "sex", "ktp_reason", "phone", "kelurahan", "home_regency", "rt", "rw", "address",
    "occupation", "workplace", "birth_place", "mother_name", "income", "kpj", "dtsen_decile",
)  # fmt: skip
SEALED = {"nik": safe.NIK, "phone": safe.PHONE, "mother_name": safe.MOTHER, "kpj": safe.KPJ}
MASKS = {"nik": mask_nik, "phone": mask_phone, "mother_name": initials, "kpj": mask_kpj}
NEVER_NULL = ("name", "home_regency", "rt", "rw", "address", "workplace", "birth_place")
PRINT_LENGTH = 8


def values_of(worker: Worker) -> dict[str, Value]:
    """Every field, secrets opened; None where nothing is known. Kelurahan and occupation are codes."""
    return {field: _value(worker, field) for field in FIELDS}


def _value(worker: Worker, field: str) -> Value:
    if field in SEALED:
        return safe.open_text(getattr(worker, f"{field}_sealed"), SEALED[field])
    column = f"{field}_id" if field in ("kelurahan", "occupation") else field
    value = getattr(worker, column)
    return None if value == "" else value


def columns_of(values: Mapping[str, Value]) -> dict:
    """The columns of Worker that these fields fill, secrets sealed."""
    columns: dict = {}
    for field, value in values.items():
        columns |= _columns(field, value)
    return columns


def _columns(field: str, value: Value) -> dict:
    if field == "dtsen_decile":  # by hand, whatever a list had said before
        return {field: value, "dtsen_as_of": None, "dtsen_source": ""}
    if field not in SEALED:
        sounds = {"name_sounds": sounds_of(value)} if field == "name" else {}
        return {field: value if value is not None or field not in NEVER_NULL else ""} | sounds
    sealed = {f"{field}_sealed": safe.seal(value, SEALED[field])}
    return sealed if field == "mother_name" else sealed | {f"{field}_hash": safe.index(value, SEALED[field])}


def shown(field: str, value: Value) -> Value:
    """As it may be shown to whoever sees the person: secrets masked, of a mother's name the initials."""
    return MASKS[field](value) if field in MASKS and value else value


def different_places(field: str, one: Value, other: Value) -> tuple[int, ...]:
    """Which digits of two NIKs differ, counted from 1; none for other fields, and where one of the two is not known."""
    if field != "nik" or not one or not other:
        return ()
    return tuple(place for place, pair in enumerate(zip(one, other, strict=False), 1) if pair[0] != pair[1])


def prints_of(reg_no: str, values: Mapping[str, Value]) -> str:
    """What a form was opened on: a keyed print of each field, from which nothing can be read."""
    return ".".join(_print(reg_no, field, values[field]) for field in FIELDS)


def _print(reg_no: str, field: str, value: Value) -> str:
    return safe.fingerprint({"worker": reg_no, "field": field, "value": value}).hex()[:PRINT_LENGTH]


def changed_since(reg_no: str, prints: str, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The fields that are not as they were when `prints` was made; all of them where it is no print of ours."""
    parts = prints.split(".")
    if len(parts) != len(FIELDS):
        return FIELDS
    then = dict(zip(FIELDS, parts, strict=True))
    return tuple(field for field in values if then[field] != _print(reg_no, field, values[field]))
