"""Places and occupations as forms and sheets need them: by code, by name, by the names people really use."""

from dataclasses import dataclass
from functools import lru_cache

from db.models import Kecamatan, Kelurahan, KelurahanAlias, Occupation, Post, Scheme, SchemeOccupation
from kiosk.domain.names import place_key


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    kecamatan: str
    kecamatan_code: str


@dataclass(frozen=True)
class Work:
    code: str
    name: str
    name_en: str
    sector: str


@dataclass(frozen=True)
class AdmittingScheme:
    """A scheme with the codes of the occupations it names."""

    code: str
    name: str
    name_en: str
    residents_only: bool
    occupations: frozenset[str]


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Every kelurahan with its kecamatan, in the order of the codes. Reference data: read once per process."""
    rows = Kelurahan.select(Kelurahan, Kecamatan).join(Kecamatan).order_by(Kelurahan.code)
    return tuple(Area(row.code, row.name, row.kecamatan.name, row.kecamatan_id) for row in rows)


@lru_cache(maxsize=1)
def areas_by_code() -> dict[str, Area]:
    return {area.code: area for area in areas()}


def area_name(code: str | None, home_regency: str = "") -> str:
    """`Kauman, Semarang Tengah`, or the regency of somebody from outside the city."""
    area = areas_by_code().get(code or "")
    return f"{area.name}, {area.kecamatan}" if area else home_regency


@lru_cache(maxsize=1)
def _areas_by_key() -> dict[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    for area in areas():
        found.setdefault(place_key(area.name), []).append(area)
    for alias in KelurahanAlias.select():
        found.setdefault(alias.key, []).append(areas_by_code()[alias.kelurahan_id])
    return {key: tuple(dict.fromkeys(candidates)) for key, candidates in found.items()}


def areas_named(name: str, kecamatan: str = "") -> tuple[Area, ...]:
    """Kelurahan that `name` may mean: none, one, or several when a name exists twice and no kecamatan settles it."""
    candidates = _areas_by_key().get(place_key(name), ())
    if len(candidates) < 2 or not kecamatan:
        return candidates
    return (
        tuple(area for area in candidates if place_key(area.kecamatan) == place_key(kecamatan)) or candidates
    )


@lru_cache(maxsize=1)
def occupations() -> tuple[Work, ...]:
    rows = Occupation.select().order_by(Occupation.name)
    return tuple(Work(row.code, row.name, row.name_en, row.sector) for row in rows)


@lru_cache(maxsize=1)
def occupations_by_code() -> dict[str, Work]:
    return {work.code: work for work in occupations()}


@lru_cache(maxsize=1)
def _occupations_by_key() -> dict[str, Work]:
    keys = {place_key(work.name_en): work for work in occupations()}
    keys |= {place_key(work.code): work for work in occupations()}
    return keys | {place_key(work.name): work for work in occupations()}


def occupation_named(text: str) -> Work | None:
    """The occupation a name or code means, whatever its case, blanks and hyphens."""
    return _occupations_by_key().get(place_key(text))


@lru_cache(maxsize=1)
def schemes() -> tuple[AdmittingScheme, ...]:
    named: dict[str, set[str]] = {}
    for scheme, occupation in SchemeOccupation.select(
        SchemeOccupation.scheme, SchemeOccupation.occupation
    ).tuples():
        named.setdefault(scheme, set()).add(occupation)
    return tuple(
        AdmittingScheme(
            row.code, row.name, row.name_en, row.residents_only, frozenset(named.get(row.code, ()))
        )
        for row in Scheme.select().order_by(Scheme.name)
    )


def posts() -> list[Post]:
    """Active posts with their kelurahan and kecamatan."""
    return list(
        Post.select(Post, Kelurahan, Kecamatan)
        .join(Kelurahan)
        .join(Kecamatan)
        .where(Post.active)
        .order_by(Post.name)
    )


def forget() -> None:
    """Reference data was loaded anew: read it again."""
    for remembered in (
        areas,
        areas_by_code,
        _areas_by_key,
        occupations,
        occupations_by_code,
        _occupations_by_key,
        schemes,
    ):
        remembered.cache_clear()
