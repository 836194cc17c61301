"""Words about a person that BPJS or somebody at a desk may have written into a reason: its mother's name, its KPJ. They
stand in no text that is kept and shown in clear."""

import re
from collections.abc import Iterable

from kiosk.domain.words import DOT

FEWEST_LETTERS = 4  # of a part of a name by itself: "Sri" and "Nur" are parts of too many
NO_NAME = {"binti", "alias", "almarhumah"}
_WORD = re.compile(r"\w+")


def holds(text: str, secrets: Iterable[str]) -> bool:
    """Whether one of them stands there as a whole, in whatever case and however its words are parted."""
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in map(_pattern, secrets) if pattern)


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with each of them, and each longer word of it, made unreadable."""
    for secret in secrets:
        for part in (secret, *_parts(secret)):
            if pattern := _pattern(part):
                text = re.sub(pattern, DOT * 4, text, flags=re.IGNORECASE)
    return text


def _parts(secret: str) -> list[str]:
    words = _WORD.findall(secret)
    return [word for word in words if len(word) >= FEWEST_LETTERS and word.casefold() not in NO_NAME]


def _pattern(secret: str) -> str:
    """Empty where there is nothing to look for."""
    words = _WORD.findall(secret)
    parted = r"[\W_]*".join(map(re.escape, words))
    return rf"(?<!\w){parted}(?!\w)" if words else ""
