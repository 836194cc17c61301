"""Departments and units as people write them: `Diskominfo`, `DINAS KOMUNIKASI, INFORMATIKA …`, `Kec. Tugu`."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST_CODE = 40
_BRACKETS = re.compile(r"\(([^)]*)\)")
_FILLING = re.compile(
    r"\b(dan|pada|pemerintah|pemkot|kota semarang|sekretariat daerah|setda|unit kerja|opd)\b"
)
_SHORT = (
    (re.compile(r"\bkec\b\.?"), "kecamatan"),
    (re.compile(r"\bkel\b\.?"), "kelurahan"),
    (re.compile(r"\b(bag|bagn)\b\.?"), "bagian"),
    (re.compile(r"\bdin\b\.?"), "dinas"),
    (re.compile(r"\bsekr?\b\.?"), "sekretariat"),
    (re.compile(r"\bpusk(?:es)?\b\.?"), "puskesmas"),
    (re.compile(r"&"), " dan "),
)
# Names in daily use that follow from neither name nor code.
_ALSO = {
    "BAPPEDA": ("bapeda",),
    "BKPP": ("bkd", "bkpsdm", "badan kepegawaian"),
    "BPKAD": ("badan pengelolaan keuangan",),
    "KESBANGPOL": ("badan kesbangpol", "bakesbangpol"),
    "SATPOL-PP": ("satpol", "pol pp"),
    "RSWN": ("rsud wongsonegoro", "rsd wongsonegoro", "rsud krmt wongsonegoro", "wongsonegoro"),
    "SETWAN": ("sekretariat dewan", "set dprd"),
    "DISDIK": ("dispendik", "dinas pendidikan kebudayaan"),
    "DINKES": ("diskes",),
    "DPU": ("dinas pu", "dinas pekerjaan umum penataan ruang"),
    "DISTARU": ("dinas tata ruang",),
    "DISPERKIM": ("dinas perkim", "perkim"),
    "DISHANPAN": ("disketapang", "dinas ketapang"),
    "DLH": ("dinas lh",),
    "DISPENDUKCAPIL": ("disdukcapil", "dukcapil", "dinas dukcapil"),
    "DISDALDUK-KB": ("dppkb", "dinas dalduk kb", "disdaldukkb"),
    "DINARPUS": ("disarpus", "arpus", "dinas perpustakaan kearsipan", "dinas perpustakaan arsip"),
    "DISPERTAN": ("distan",),
    "DISDAG": ("disperdag",),
    "DISKOPUM": ("dinkop", "diskop", "dinas koperasi", "dinas koperasi umkm", "dinkop umkm"),
    "DPMPTSP": ("dinas pmptsp", "dpm ptsp"),
    "DISPORA": ("dinas pemuda olahraga", "dinas kepemudaan olahraga"),
    "DAMKAR": ("dinas damkar", "pemadam kebakaran", "disdamkar"),
    "DISNAKER": ("dinas naker", "dinas ketenagakerjaan"),
    "DP3A": ("dinas pppa", "dp3akb"),
    "DISKOMINFO": ("diskominfosantik", "diskominfostandi", "dinas kominfo", "dinas komunikasi informatika", "kominfo"),
}  # fmt: skip


@lru_cache(maxsize=4_096)
def opd_key(text: str) -> str:
    """What two spellings of a department or unit share: case, blanks, points, `dan`, `Kota Semarang` do not matter."""
    plain = " ".join(str(text or "").casefold().split())
    for short, whole in _SHORT:
        plain = short.sub(whole, plain)
    bare = re.sub(r"[\W_]+", "", _FILLING.sub(" ", plain))
    return bare or re.sub(r"[\W_]+", "", plain)


def keys_of(code: str, name: str) -> set[str]:
    """Every key by which this department or unit is meant: its name, without what stands in brackets, that alone, its
    code, and what it is called besides."""
    names = [name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name), code, *_ALSO.get(code, ())]
    return {key for key in map(opd_key, names) if key}


def fresh_code(base: str, name: str, taken: Iterable[str]) -> str:
    """A code for a unit below the one of code `base`, of letters, figures and dashes; none of `taken`."""
    taken = set(taken)
    return next(code for code in _codes(base, name) if code not in taken)


def _codes(base: str, name: str) -> Iterator[str]:
    words = re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-") or "UNIT"
    whole, number = f"{base[:14].strip('-')}-{words}"[:LONGEST_CODE].strip("-"), 2
    yield whole
    while True:
        end = f"-{number}"
        yield whole[: LONGEST_CODE - len(end)].strip("-") + end
        number += 1
