"""How wide a text is in our typeface, and the size at which it fits a box: measured, since CSS cannot shrink
text."""

from functools import cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from kiosk.files.own_files import ROOT

_FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.16
# Letters the typeface lacks come from another one; this wide, they fit in nearly any.
_FOREIGN_EM = 1.0


class Fitted(NamedTuple):
    """Lines of text and their size in points."""

    lines: tuple[str, ...]
    points: float


def fit(text: str, width_mm: float, height_mm: float, sizes: tuple[float, ...], weight: int) -> Fitted:
    """The text in the largest of the sizes (falling) that fits the box; at the smallest, cut off with "…"."""
    for points in sizes:
        width_em = width_mm / MM_PER_POINT / points
        room = max(1, int(height_mm / (points * LINE_HEIGHT * MM_PER_POINT)))
        lines = wrap(text, width_em, weight)
        if len(lines) <= room:
            return Fitted(tuple(lines), points)
    return Fitted((*lines[: room - 1], _cut(lines[room - 1], width_em, weight)), points)


def wrap(text: str, width_em: float, weight: int) -> list[str]:
    """Lines no wider than width_em; a word wider than a line is broken."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, weight) <= width_em:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, weight) > width_em:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def width_of(text: str, weight: int) -> float:
    """The width in em, without kerning."""
    widths = _widths(weight)
    return sum(widths.get(ord(letter), _FOREIGN_EM) for letter in text)


def _cut(line: str, width_em: float, weight: int) -> str:
    while line and width_of(f"{line}…", weight) > width_em:
        line = line[:-1]
    return f"{line.rstrip()}…"


@cache
def _widths(weight: int) -> dict[int, float]:
    font = TTFont(_FONT)
    glyphs = font.getGlyphSet(location={"wght": weight})
    em = font["head"].unitsPerEm
    return {letter: glyphs[name].width / em for letter, name in font.getBestCmap().items()}
