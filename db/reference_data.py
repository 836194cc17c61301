"""Load the reference CSV files into the tables, as often as one likes: what is there is brought up to date.

Rows that an admin has added stay; a row that is in the files too takes the files' values again when a file
has changed. db/reference/README.md says what each file holds and where it comes from.
"""

import csv
import hashlib
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

from db.connection import writing
from db.models import (
    ClaimPaper,
    Consent,
    ConsentText,
    ExportLayout,
    Facility,
    Figure,
    Holiday,
    Kecamatan,
    Kelurahan,
    KelurahanAlias,
    Mandate,
    MandateText,
    Occupation,
    Opd,
    Post,
    Scheme,
    SchemeOccupation,
    Setting,
    Tariff,
)
from db.models.base import utc_now

FOLDER = Path(__file__).parent / "reference"
AREAS = {"kecamatan": 16, "kelurahan": 177}
FINGERPRINT = "reference_fingerprint"
ROWS_AT_ONCE = 400
RENEWED = "Berkas data acuan diperbarui."


class ReferenceRefused(ValueError):
    """The files say what they may not; a whole sentence for whoever runs the command."""


def load_reference() -> dict[str, int]:
    """Rows loaded by table, in one transaction; empty when the files are as they were at the last load.

    Raises ValueError when the files do not hold the city's 16 kecamatan and 177 kelurahan."""
    fingerprint = _fingerprint()
    with writing():
        if _loaded() == fingerprint:
            return {}
        counts = _load_areas() | _load_work() | _load_organisations() | _load_dated_rows() | _load_layout()
        _remember(fingerprint)
    return counts


def load_facilities() -> int:
    """What an admin has added or corrected stays as it is, and so does what was taken out, also where the list has the
    same one under another code."""
    taken = {row.code for row in Facility.select().where(_own_facility())}
    named = {_named(row.name, row.city) for row in Facility.select().where(_own_facility())}
    columns = (
        "code", "name", "kind", "address", "kecamatan", "city", "phone", "note", "source", "as_of",
    )  # fmt: skip
    rows = _with_days(_picked("facility", *columns), "as_of")
    ours = [
        row | {"kecamatan": row["kecamatan"] or None}
        for row in rows
        if row["code"] not in taken and _named(row["name"], row["city"]) not in named
    ]
    if ours:
        _upsert(Facility, ours, ("code",))
    return len(rows)


def reference_rows(name: str) -> list[dict[str, str]]:
    """The rows of db/reference/<name>.csv by heading, every cell as text."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def alias_key(name: str) -> str:
    """The name without case, accents and signs. The store may not import the domain, so this is
    kiosk.domain.names.place_key once more; a test holds the two together."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def _fingerprint() -> str:
    """Changes with any byte of the files that are loaded; made-up people are not among them."""
    files = sorted(path for path in FOLDER.glob("*.csv") if not path.name.startswith("demo_"))
    named = ((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return hashlib.sha256(repr(list(named)).encode()).hexdigest()


def _loaded() -> str | None:
    row = Setting.get_or_none(Setting.key == FINGERPRINT)
    return row.value if row else None


def _remember(fingerprint: str) -> None:
    row = {
        "key": FINGERPRINT,
        "value": fingerprint,
        "valid_from": date(2020, 1, 1),
        "basis": "Sidik berkas data acuan yang terakhir dimuat.",
    }
    _upsert(Setting, [row], ("key", "valid_from"))


def _load_areas() -> dict[str, int]:
    _assert_counts()
    return {
        "kecamatan": _upsert(Kecamatan, _picked("kecamatan", "code", "name"), ("code",)),
        "kelurahan": _upsert(Kelurahan, _picked("kelurahan", "code", "kecamatan", "name"), ("code",)),
        "kelurahan_alias": _upsert(KelurahanAlias, _aliases(), ("key",)),
    }


def _assert_counts() -> None:
    for name, expected in AREAS.items():
        found = len({row["code"] for row in reference_rows(name)})
        if found != expected:
            raise ValueError(f"db/reference/{name}.csv holds {found} {name}, the city has {expected}")


def _aliases() -> list[dict]:
    return [
        {"key": alias_key(row["alias"]), "name": row["alias"], "kelurahan": row["kelurahan"]}
        for row in reference_rows("kelurahan_alias")
    ]


def _load_work() -> dict[str, int]:
    schemes = [
        row | {"residents_only": row["residents_only"] == "true"}
        for row in _picked("scheme", "code", "name", "name_en", "residents_only")
    ]
    admitted = _picked("scheme_occupation", "scheme", "occupation")
    occupations = _picked("occupation", "code", "name", "name_en", "sector")
    return {
        "occupation": _upsert(Occupation, occupations, ("code",)),
        "scheme": _upsert(Scheme, schemes, ("code",)),
        "scheme_occupation": _upsert(SchemeOccupation, admitted, ("scheme", "occupation")),
    }


def _load_organisations() -> dict[str, int]:
    posts = _picked("post", "code", "name", "kind", "kelurahan", "address")
    return {
        "post": _upsert(Post, posts, ("code",)),
        "opd": _load_departments(),
        "facility": load_facilities(),
        "holiday": _load_holidays(),
    }


def _own_facility():
    return Facility.noted_by_id.is_null(False) | Facility.removed_at.is_null(False)


def _named(name: str, city: str) -> tuple[str, str]:
    return name.lower(), city.lower()


def _load_holidays() -> int:
    """What an admin has added keeps its name; a day that was taken out stays out."""
    own = {row.day for row in Holiday.select().where(Holiday.noted_by_id.is_null(False))}
    rows = _with_days(_picked("holiday", "day", "name"), "day")
    ours = [row for row in rows if row["day"] not in own]
    if ours:
        _upsert(Holiday, ours, ("day",))
    return len(rows)


def _load_departments() -> int:
    """First every department, then who stands under whom, since a parent may come later in the file. Where
    the file names no parent, what an admin has set stays."""
    departments = _picked("opd", "code", "name", "kind", "valid_from", "valid_to")
    rows = _with_days(departments, "valid_from", "valid_to")
    count = _upsert(Opd, rows, ("code",))
    ids = {opd.code: opd.id for opd in Opd.select(Opd.id, Opd.code)}
    for row in reference_rows("opd"):
        if row["parent"]:
            Opd.update(parent=ids[row["parent"]]).where(Opd.code == row["code"]).execute()
    return count


def _load_dated_rows() -> dict[str, int]:
    settings = _picked("setting", "key", "value", "valid_from", "basis", "source", "as_of")
    return {
        "consent_text": _load_consent_texts(),
        "mandate_text": _load_mandate_texts(),
        "tariff": _load_tariffs(),
        "figure": _load_figures(),
        "claim_paper": _load_claim_papers(),
        "setting": _upsert(Setting, _with_days(settings, "valid_from", "as_of"), ("key", "valid_from")),
    }


def _load_claim_papers() -> int:
    """Photographs hang on the codes: one that is gone from the files stays."""
    columns = ("code", "place", "kinds", "name", "name_en", "hint", "hint_en", "needed", "source", "as_of")
    papers = [
        row | {"place": int(row["place"]), "needed": row["needed"] == "true"}
        for row in _picked("claim_paper", *columns)
    ]
    return _upsert(ClaimPaper, _with_days(papers, "as_of"), ("code",))


def _load_consent_texts() -> int:
    """Raises ReferenceRefused when a version that somebody has consented to reads otherwise now."""
    texts = _picked("consent_text", "version", "valid_from", "text", "text_en")
    known = {row.version: (row.text, row.text_en) for row in ConsentText.select()}
    for row in texts:
        changed = known.get(row["version"]) not in (None, (row["text"], row["text_en"]))
        if changed and Consent.select().where(Consent.version == row["version"]).exists():
            raise ReferenceRefused(
                f"db/reference/consent_text.csv mengubah naskah versi {row['version']}, yang sudah disetujui orang. "
                "Tambahkan versi baru sebagai baris baru."
            )
    return _upsert(ConsentText, _with_days(texts, "valid_from"), ("version",))


def _load_mandate_texts() -> int:
    """Raises ReferenceRefused when a version that somebody has signed reads otherwise now."""
    texts = _mandate_texts()
    known = {row.version: (row.clauses, row.clauses_en) for row in MandateText.select()}
    for row in texts:
        changed = known.get(row["version"]) not in (None, (row["clauses"], row["clauses_en"]))
        signed = Mandate.select().where(
            Mandate.text_version == row["version"], Mandate.signed_at.is_null(False)
        )
        if changed and signed.exists():
            raise ReferenceRefused(
                f"db/reference/mandate_text.csv mengubah naskah versi {row['version']}, yang sudah ditandatangani "
                "orang. Tambahkan versi baru dengan semua pasalnya."
            )
    return _upsert(MandateText, _with_days(texts, "valid_from"), ("version",))


def _mandate_texts() -> list[dict]:
    """One for each version, its clauses as [title, text] in their order."""
    found: dict[str, dict] = {}
    for row in sorted(reference_rows("mandate_text"), key=lambda row: int(row["clause"])):
        head = {"version": row["version"], "valid_from": row["valid_from"], "clauses": [], "clauses_en": []}
        text = found.setdefault(row["version"], head)
        text["clauses"].append([row["title"], row["text"]])
        text["clauses_en"].append([row["title_en"], row["text_en"]])
    return list(found.values())


def _load_tariffs() -> int:
    """A row of the files that an admin has withdrawn stays so, and where an admin's row holds none of ours is added.

    No unique index can name a tariff, since its empty cells mean "any" and never equal each other."""
    rows = list(Tariff.select())
    admins = [row for row in rows if row.added_by_id and not row.withdrawn_at]
    settled = {_scope(row) for row in rows if row.withdrawn_by_id}
    ours = {_scope(row): row for row in rows if not (row.added_by_id or row.withdrawn_at)}
    tariffs = [_tariff(row) for row in reference_rows("tariff")]
    for tariff in tariffs:
        scope = _scope(Tariff(**tariff))
        if scope in ours:
            _renew(ours[scope], tariff)
        elif scope not in settled and not any(_prices_the_same(row, tariff) for row in admins):
            Tariff.insert(tariff).execute()
    return len(tariffs)


def _scope(row: Tariff) -> tuple:
    """What a row of the files is known by."""
    return row.programmes, row.sector, row.public_money, row.valid_from


def _renew(row: Tariff, tariff: dict) -> None:
    """Another amount, end or basis is another row, so that one can tell later what held; where the files had it from
    is mended in place."""
    if all(getattr(row, name) == tariff[name] for name in ("amount", "valid_to", "basis")):
        Tariff.update(tariff).where(Tariff.id == row.id).execute()
        return
    Tariff.update(withdrawn_at=utc_now(), withdrawn_why=RENEWED).where(Tariff.id == row.id).execute()
    Tariff.insert(tariff).execute()


def _prices_the_same(row: Tariff, tariff: dict) -> bool:
    """Months in common, for the same programme, sector and money."""
    same = _scope(row)[:3] == _scope(Tariff(**tariff))[:3]
    begins = row.valid_to is None or tariff["valid_from"] <= row.valid_to
    return same and begins and (tariff["valid_to"] is None or row.valid_from <= tariff["valid_to"])


def _tariff(row: dict[str, str]) -> dict:
    return {
        "sector": row["sector"] or None,
        "public_money": {"true": True, "false": False, "": None}[row["public_money"]],
        "valid_from": _month(row["valid_from"]),
        "valid_to": _month(row["valid_to"]),
        "amount": int(row["amount"]),
        "programmes": row["programmes"],
        "basis": row["basis"],
        "source": row["source"],
        "as_of": _day(row["as_of"]),
    }


def _load_figures() -> int:
    """A row of the files that an admin has withdrawn stays so; what an admin has written down from the same source for
    the same day is left alone. Another value or note is another row."""
    live = {_said_by(row): row for row in Figure.select().where(Figure.withdrawn_at.is_null())}
    settled = {_said_by(row) for row in Figure.select().where(Figure.withdrawn_by.is_null(False))}
    figures = [_figure(row) for row in reference_rows("figure")]
    for figure in figures:
        said = _said_by(Figure(**figure))
        row = live.get(said)
        if row is None and said not in settled:
            Figure.insert(figure).execute()
        elif row is not None and row.added_by_id is None:
            _renew_figure(row, figure)
    return len(figures)


def _said_by(row: Figure) -> tuple:
    return row.key, row.for_year, row.as_of, row.source


def _renew_figure(row: Figure, figure: dict) -> None:
    if (row.value, row.note) == (figure["value"], figure["note"]):
        return
    Figure.update(withdrawn_at=utc_now(), withdrawn_why=RENEWED).where(Figure.id == row.id).execute()
    Figure.insert(figure).execute()


def _figure(row: dict[str, str]) -> dict:
    """What counts in percent is kept in hundredths."""
    times = 100 if row["key"].endswith("_percent") else 1
    return {
        "key": row["key"],
        "for_year": int(row["for_year"] or 0),
        "value": int(Decimal(row["value"]) * times),
        "as_of": _day(row["as_of"]),
        "source": row["source"],
        "note": row["note"],
    }


def _load_layout() -> dict[str, int]:
    """Only where there is none at all: from the first on the layouts are the admin's."""
    if ExportLayout.select().exists():
        return {"export_layout": 0}
    rows = reference_rows("export_layout")
    ExportLayout.create(
        name=rows[0]["layout"],
        date_format=rows[0]["date_format"],
        columns=[[row["heading"], row["field"]] for row in rows],
    )
    return {"export_layout": 1}


def _picked(name: str, *columns: str) -> list[dict]:
    return [{column: row[column] for column in columns} for row in reference_rows(name)]


def _with_days(rows: list[dict], *columns: str) -> list[dict]:
    return [row | {column: _day(row[column]) for column in columns} for row in rows]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(text: str) -> date | None:
    return _day(f"{text}-01") if text else None


def _upsert(table, rows: list[dict], key: tuple[str, ...]) -> int:
    """Insert `rows`; where `key` is known, set the other columns given and leave the rest as they are."""
    target = [table._meta.fields[name] for name in key]
    others = [table._meta.fields[name] for name in rows[0] if name not in key]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        query = table.insert_many(rows[start : start + ROWS_AT_ONCE])
        if others:
            query.on_conflict(conflict_target=target, preserve=others).execute()
        else:
            query.on_conflict(conflict_target=target, action="nothing").execute()
    return len(rows)
