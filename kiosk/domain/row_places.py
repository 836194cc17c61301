"""Where a row's person lives and what they do: the names companies write, found in the city's own lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.findings import Finding, block, warn
from kiosk.domain.names import place_key
from kiosk.domain.occupation_words import code_called
from kiosk.domain.place_writing import areas_meant, bare_kecamatan
from kiosk.domain.words import N_


@dataclass(frozen=True)
class Lookups:
    """`areas_named(name, kecamatan)` gives the kelurahan a name may mean, each with `.code`, `.name` and
    `.kecamatan`; `occupation_named(text)` one with `.code`, or None."""

    areas_named: Callable[[str, str], tuple]
    occupation_named: Callable[[str], Any]


def read_kelurahan(text: Mapping[str, str], lookups: Lookups) -> tuple[str | None, tuple[Finding, ...]]:
    name, kecamatan = text.get("kelurahan", ""), text.get("kecamatan", "")
    if not name:
        return None, (
            block("kelurahan_empty", N_("Kelurahan belum diisi. Tulis nama kelurahan tempat tinggalnya.")),
        )
    found = areas_meant(name, kecamatan, lookups.areas_named)
    if len(found) == 1:
        return found[0].code, _other_kecamatan(found[0], kecamatan)
    if found:
        names = [area.kecamatan for area in found]
        question = N_(
            "Ada lebih dari satu kelurahan bernama %(name)s. Isi kolom Kecamatan: %(kecamatan_or)s."
        )
        return None, (block("kelurahan_twice", question, name=name[:60], kecamatan_or=names),)
    unknown = N_(
        "Kelurahan “%(name)s” tidak dikenal di Kota Semarang. Periksa ejaannya. Bila ia tinggal di luar kota, "
        "daftarkan ia satu per satu lewat Daftarkan pekerja."
    )
    return None, (block("kelurahan_unknown", unknown, name=name[:60]),)


def _other_kecamatan(area, kecamatan: str) -> tuple[Finding, ...]:
    if not kecamatan or place_key(bare_kecamatan(kecamatan)) == place_key(area.kecamatan):
        return ()
    differs = N_(
        "Kelurahan %(name)s ada di Kecamatan %(here)s, sedangkan yang tertulis %(text)s. Pastikan tempatnya."
    )
    return (warn("kecamatan_differs", differs, name=area.name, here=area.kecamatan, text=kecamatan[:60]),)


def read_occupation(text: str, lookups: Lookups) -> tuple[str | None, tuple[Finding, ...]]:
    if not text:
        return None, (
            block(
                "occupation_empty", N_("Pekerjaan belum diisi. Pilih dari daftar pada contoh lembar kerja.")
            ),
        )
    found = work_meant(text, lookups.occupation_named)
    if found:
        return found.code, ()
    unknown = N_(
        "Pekerjaan “%(name)s” tidak ada dalam daftar. Pilih yang paling dekat dari contoh lembar kerja."
    )
    return None, (block("occupation_unknown", unknown, name=text[:60]),)


def work_meant(text: str, named: Callable[[str], Any]) -> Any:
    """By its name, or by what people call it where only one occupation is called so; None for any other."""
    found = named(text)
    code = "" if found else code_called(text)
    return named(code) if code else found
