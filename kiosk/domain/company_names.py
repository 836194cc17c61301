"""Whether two names may be one company's: PT Sinar Pesisir, PT. SINAR PESISIR TBK and Sinar Pesisir Indonesia."""

from difflib import SequenceMatcher

from kiosk.domain.names import place_key

LEGAL_FORMS = {
    "pt", "cv", "ud", "pd", "fa", "firma", "tbk", "persero", "perseroda", "perum", "perumda", "yayasan", "kop",
    "koperasi", "perusahaan",
}  # fmt: skip
COMMON = {"indonesia", "semarang", "jateng", "nusantara", "jaya"}
NEAR_ENOUGH = 0.85


def names_alike(one: str, other: str) -> bool:
    """Legal forms, punctuation and case aside: the same words, the same but for a common one, or nearly the same
    letters. False where nothing is left to compare."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if _telling(first) and _telling(first) == _telling(second):
        return True
    return SequenceMatcher(None, "".join(first), "".join(second)).ratio() >= NEAR_ENOUGH


def _words(name: str) -> list[str]:
    spaced = "".join(char if char.isalnum() else " " for char in name)
    words = [place_key(word) for word in spaced.split()]
    return [word for word in words if word and word not in LEGAL_FORMS] or words


def _telling(words: list[str]) -> frozenset[str]:
    return frozenset(words) - COMMON
