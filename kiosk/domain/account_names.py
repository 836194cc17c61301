"""Whether the name on a bank account is that of the person who signs: the bank prints capitals and cuts degrees, people
write titles, dots and commas as they like."""

import re
import unicodedata

from kiosk.domain.name_sounds import DEGREES, PARTICLES, TITLES

_DIVIDED_AT = re.compile(r"[\s,/()-]+")


def is_same_name(account_name: object, name: object) -> bool:
    """Case, accents, punctuation, blanks, titles before and degrees after the name make no difference; every letter of
    what is left does: `RATNA KUSUMAWATI` is `Dr. Ratna Kusumawati, S.Kom.`, `RATNA K` is not."""
    return bool(_letters(account_name)) and _letters(account_name) == _letters(name)


def is_only_titles(name: object) -> bool:
    """`Drs. H.` and `S.Kom.` are nobody's name."""
    words = [word for part in _DIVIDED_AT.split(_plain(name)) for word in _words(part)]
    return bool(words) and all(word in TITLES or word in DEGREES for word in words)


def _letters(name: object) -> str:
    words = [word for part in _DIVIDED_AT.split(_plain(name)) for word in _words(part)]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in DEGREES:
        words = words[:-1]
    return "".join([word for word in words if word not in PARTICLES] or words)


def _words(part: str) -> list[str]:
    """`S.Kom.` is one word when it is a degree, `M.Ali` is two."""
    joined = re.sub("[^a-z]", "", part)
    if joined in DEGREES or joined in TITLES:
        return [joined]
    return re.findall("[a-z]+", re.sub(r"['’‘ʼ`´]+", "", part))


def _plain(name: object) -> str:
    text = unicodedata.normalize("NFKD", "" if name is None else str(name))
    return "".join(char for char in text if not unicodedata.combining(char)).casefold()
