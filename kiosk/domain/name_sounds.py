"""How an Indonesian name sounds, whichever way it is spelt: Soelastri and Sulastri, Moch. Rizky and Muhamad Riski."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 160
# Said before a name and after it; one that stands alone is the name itself.
TITLE_WORDS = (
    "h hj haji hajah hajjah kh ky kyai kiai ust ustad ustadz ustadzah dr drg drh dra drs ir prof apt ns r rr ra rm "
    "rngt raden roro bpk bapak pak ibu bu sdr sdri tn ny nn alm almh"
)
DEGREE_WORDS = (
    "spd spdi sdi sag se sei sh shi st sti stp skom skm skep sked ssi ssos ssn sip sikom spsi spt sp shut shum sfarm "
    "sst sstp smn sak spi sthi mpd mpdi mag mm mh mhum mt mkom mkes msi msc msn mba mfarm ma mkn mak amd amdkep "
    "amdkeb ama amk aks ba bsc be lc phd ners ns apt alm almh"
)
TITLES = frozenset(TITLE_WORDS.split())
DEGREES = frozenset(DEGREE_WORDS.split())
PARTICLES = frozenset(("bin", "binti"))
# Abbreviated words, as they sound while open, and what they stand for.
SHORT = {"muh": "muhamat", "muhd": "muhamat", "mhd": "muhamat", "ah": "ahmat", "abd": "abdul", "st": "siti"}
SHORT_FIRST = {**SHORT, "m": "muhamat"}

# In this order. What was written before 1972 comes first; y is a vowel only once sy, ny and hy are settled.
SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oe|oo", "u"),
        ("tj", "c"),
        ("dj", "j"),
        ("sj", "sy"),
        ("nj", "ny"),
        ("(?<=[a-z])hj", "hy"),
        ("chr", "kr"),
        ("^ch(?=andr|int)", "c"),
        ("ck", "k"),
        ("c(?=t)", "k"),
        ("kh|ch", "h"),
        ("dz|ts|sh|sy|z", "s"),
        ("x", "ks"),
        ("q", "k"),
        ("ph|[fv]", "p"),
        ("(?<=[tdbgj])h", ""),
        ("^moh", "muh"),
        ("ie$", "i"),
        ("y", "i"),
        ("ae|oi", "ai"),
        ("uw", "u"),
        (r"(.)\1+", r"\1"),
    )
)
ENDINGS = (
    (re.compile("(?<=[a-z])h$"), ""),
    (re.compile("(?<=[a-z])d$"), "t"),
    (re.compile("(?<=[a-z])b$"), "p"),
)


def sounds_of(name: object) -> str:
    """The words of a name as they sound, each between blanks: ` siti sulastri `; at most 160 characters.

    Titles and degrees are left out; empty where there is no Latin letter."""
    words = _words(name)
    return _between_blanks(
        [_closed(word, at_start=not place and len(words) > 1) for place, word in enumerate(words)]
    )


def beginnings_of(name: object) -> list[tuple[str, ...]]:
    """For each word typed, how a name's word may begin: as it sounds when whole, and when more letters follow."""
    words = _words(name)
    whole = sounds_of(name).split()
    return [tuple(dict.fromkeys((sound, _open(word)))) for sound, word in zip(whole, words, strict=False)]


def _words(name: object) -> list[str]:
    """The words of a name in plain letters, without titles, degrees and particles."""
    words = [word for part in _parts(name) for word in part]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in DEGREES:
        words = words[:-1]
    return [word for word in words if word not in PARTICLES] or words


def _parts(name: object) -> list[list[str]]:
    """Between blanks, commas, strokes; `S.Pd.` is one word when it is a degree, `M.Ali` is two."""
    return [_split_at_dots(part) for part in re.split(r"[\s,/()-]+", _plain(name)) if part]


def _split_at_dots(part: str) -> list[str]:
    joined = re.sub("[^a-z]", "", part)
    if joined in DEGREES or joined in TITLES:
        return [joined]
    return re.findall("[a-z]+", part)


def _plain(name: object) -> str:
    """Small letters without accents; what is neither letter nor one of the dividing marks falls away, so that
    Nur'aini is one word."""
    text = "" if name is None else str(name)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if unicodedata.category(char)[0] not in "MC" or char.isspace())
        text = text.replace("‐", "-")
    return re.sub(r"['’‘ʼ`´]+", "", text.casefold())


@lru_cache(maxsize=20_000)
def _open(word: str) -> str:
    """One word's sound while more letters may follow."""
    for pattern, sound in SPELLINGS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=20_000)
def _closed(word: str, at_start: bool) -> str:
    """One whole word's sound: Muh. is Muhammad, an h at the end is silent, d and t, b and p are one there.

    M. is Muhammad only where it starts a name of several words."""
    sound = _open(word)
    if meant := (SHORT_FIRST if at_start else SHORT).get(sound):
        return meant
    for pattern, ending in ENDINGS:
        sound = pattern.sub(ending, sound)
    return sound


def _between_blanks(words: list[str]) -> str:
    """Whole words as far as they fit; a single endless word is cut."""
    while len(words) > 1 and sum(map(len, words)) + len(words) + 1 > LONGEST:
        words = words[:-1]
    return f" {' '.join(words)[: LONGEST - 2]} " if words else ""
