"""Parts of a whole as people read them: a percentage that never claims all or none, one of five steps, the points of a
line."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

STEPS = 5


def per_cent(part: int, whole: int) -> Decimal | None:
    """With one decimal, 0.0 and 100.0 for none and all alone; None without a whole. More than the whole is all."""
    if whole <= 0:
        return None
    if part <= 0 or part >= whole:
        return Decimal("100.0") if part > 0 else Decimal("0.0")
    exact = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return min(max(exact, Decimal("0.1")), Decimal("99.9"))


def whole_per_cent(part: int, whole: int) -> int | None:
    """The same without decimals, for where there is little room: 1 to 99 for whatever is neither none nor all."""
    exact = per_cent(part, whole)
    if exact is None:
        return None
    return int(exact) if exact in (0, 100) else min(max(round(exact), 1), 99)


def in_words(share: Decimal | None) -> str:
    """`51,59`, `0,1`, `100`: without its unit; a dash where there is none."""
    if share is None:
        return "–"
    said = f"{share:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said).replace(".", ",")


def step_of(part: int, whole: int) -> int:
    """In which fifth a share lies as it is printed without decimals, 1 to 5; 0 without a whole. 59.5 prints as 60 and
    lies in the fourth."""
    share = whole_per_cent(part, whole)
    return 0 if share is None else min(share // (100 // STEPS) + 1, STEPS)


def of_length(part: int | Decimal, whole: int | Decimal) -> str:
    """How long a bar is, `51.59%`: for an attribute of a picture, never more than all of it. What there is at all is
    seen: at least half a hundredth."""
    if whole <= 0 or part <= 0:
        return "0%"
    share = min(Decimal(part) * 100 / Decimal(whole), Decimal(100))
    return f"{max(share, Decimal('0.5')).quantize(Decimal('0.01'), ROUND_DOWN)}%"


def points_of(values: Sequence[int], most: int, *, count: int) -> str:
    """The points of a line over `count` places in a square of 100, the first place at its left edge: `0,80 4.35,75`."""
    width = max(count - 1, 1)
    return " ".join(
        f"{round(100 * at / width, 2)},{round(100 - 100 * value / most, 2) if most else 100}"
        for at, value in enumerate(values)
    )
