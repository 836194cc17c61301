"""Names of people and places as they are typed, pasted and exported."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from kiosk.domain.findings import Finding, block, warn
from kiosk.domain.name_sounds import sounds_of
from kiosk.domain.words import N_, has_long_number

LONGEST = 100
SHOWN = 5
NEAR_ENOUGH = 0.7
PUNCTUATION = frozenset(" .,'’‘ʼ`´-‐/")
BRACKETS = frozenset("()")
DOUBTFUL = BRACKETS | frozenset("0123456789")
ALLOWED = PUNCTUATION | DOUBTFUL
# Nearly every name: no need to look at each letter.
PLAIN = re.compile(rf"(?=.*[A-Za-z])[A-Za-z .,'/-]{{1,{LONGEST}}}", re.ASCII)

# What is typed as a name stands in letters, on cards and in lists: no way to somebody's pages. `Moh.Ali` and `S.Pd.I`
# are names; two letters before the dot, so that `M.Top` stays one.
WEB_ENDINGS = (
    "com|net|org|info|biz|id|xyz|top|site|online|link|click|shop|store|club|live|app|web|vip|dev|page|asia"
)
WEB = re.compile(
    rf"\bwww\.|\bhttps?[./]|\b(?:bit\.ly|t\.me|wa\.me|s\.id)\b|[a-z0-9-][a-z0-9-]\.(?:{WEB_ENDINGS})\b",
    re.IGNORECASE,
)

EMPTY = N_("Nama belum diisi. Tulis nama lengkap sesuai KTP.")
TOO_LONG = N_(
    "Nama terlalu panjang (%(count)s huruf, paling banyak %(longest)s). Tulis hanya nama lengkap sesuai KTP."
)
STRANGE = N_(
    "Nama memuat %(characters)s, yang tidak dipakai pada KTP. Hapus tanda itu dan tulis nama sesuai KTP."
)
NUMBER = N_("Jangan tulis NIK atau nomor HP di sini. Tulis hanya nama lengkap sesuai KTP.")
WEB_ADDRESS = N_("Nama memuat alamat situs. Tulis hanya nama lengkap sesuai KTP.")
NO_LETTERS = N_("Nama tidak memuat huruf. Tulis nama lengkap sesuai KTP.")
UNUSUAL = N_(
    "Nama memuat %(characters)s. Pastikan memang demikian pada KTP; NIK dan keterangan jangan ditulis di "
    "kolom nama."
)


def clean_name(text: object) -> str:
    """Composed (NFC), on one line, single blanks; without controls (NUL too), bidi overrides and zero-width
    characters. Apostrophes, dots, titles and case stay as on the KTP."""
    if text is None:
        return ""
    if isinstance(text, str) and text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", str(text))
    visible = (char for char in composed if char.isspace() or not unicodedata.category(char).startswith("C"))
    joined = "".join(visible)
    # What was dropped may have kept a letter and its accent apart, so compose once more.
    return unicodedata.normalize("NFC", " ".join(joined.split()))


def name_findings(text: object) -> tuple[Finding, ...]:
    """Judges a name after cleaning. Blocks: name_empty, name_too_long, name_number, name_strange, name_web_address,
    name_no_letters; warns: name_doubtful (digits, brackets)."""
    name = clean_name(text)
    return () if PLAIN.fullmatch(name) and not _has_web_address(name) else tuple(_findings(name))


@lru_cache(maxsize=4_096)
def place_key(text: object) -> str:
    """What two spellings of a kelurahan share: `Tanjung Mas`, `TANJUNGMAS` and `tanjung-mas` are one key."""
    plain = unicodedata.normalize("NFKD", clean_name(text)).casefold()
    return "".join(char for char in plain if char.isalnum())


def names_agree(one: object, other: object) -> bool:
    """Whether two spellings may be one person's name: Soelastri and Sulastri, a title more, a family name less.

    For a number that is already known; a stranger's guess at the name does not pass."""
    first, second = sounds_of(one).split(), sounds_of(other).split()
    if not first or not second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    matcher = SequenceMatcher(None, " ".join(first), " ".join(second))
    # The quick ratios are never below the true one.
    return all(
        ratio() >= NEAR_ENOUGH for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    )


def names_prove(one: object, other: object) -> bool:
    """Whether a name beside a number shows that its owner is meant: one word of several, which anybody may guess, does
    not."""
    words = len(sounds_of(one).split()), len(sounds_of(other).split())
    return names_agree(one, other) and (min(words) > 1 or words[0] == words[1])


def _findings(name: str) -> Iterator[Finding]:
    if not name:
        yield block("name_empty", EMPTY)
        return
    if len(name) > LONGEST:
        yield block("name_too_long", TOO_LONG, count=len(name), longest=LONGEST)
    strange = [char for char in name if not _latin(char) and char not in ALLOWED]
    if strange:
        named = [char for char in name if char in strange or char in BRACKETS]
        yield block("name_strange", STRANGE, characters=_listed(named))
    elif not any(_latin(char) for char in name):
        yield block("name_no_letters", NO_LETTERS)
    elif _has_web_address(name):
        yield block("name_web_address", WEB_ADDRESS)
    elif has_long_number(name):
        yield block("name_number", NUMBER)
    elif doubtful := [char for char in name if char in DOUBTFUL]:
        yield warn("name_doubtful", UNUSUAL, characters=_listed(doubtful))


def _has_web_address(name: str) -> bool:
    return "." in name and WEB.search(name) is not None


def _latin(char: str) -> bool:
    return char.isalpha() and (char.isascii() or unicodedata.name(char, "").startswith("LATIN"))


def _listed(characters: list[str]) -> str:
    return ", ".join(f"“{char}”" for char in list(dict.fromkeys(characters))[:SHOWN])
