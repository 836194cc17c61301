"""How wide a text is in our typeface, and the size at which it fits a box: measured, since CSS cannot shrink
text."""

from functools import cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from kiosk.files.own_folders import ROOT

_FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.16
# Letters the typeface lacks come from another one; this wide, they fit in nearly any.
_FOREIGN_EM = 1.0


class Fitted(NamedTuple):
    """Lines of text and their size in points."""

    lines: tuple[str, ...]
    points: float


class Letters(dict[str, float]):
    """Letter → width in em."""

    def __missing__(self, letter: str) -> float:
        return _FOREIGN_EM


def fit(text: str, width_mm: float, height_mm: float, sizes: tuple[float, ...], weight: int) -> Fitted:
    """The text in the largest of the sizes (falling) that fits the box; at the smallest, cut off with "…"."""
    return fit_in(text, width_mm, height_mm, sizes, letters(weight))


def fit_in(
    text: str,
    width_mm: float,
    height_mm: float,
    sizes: tuple[float, ...],
    widths: Letters,
    most_lines: int = 1000,
) -> Fitted:
    """As fit(), with widths already measured, in no more than most_lines lines."""
    for points in sizes:
        width_em = width_mm / MM_PER_POINT / points
        room = max(1, min(most_lines, int(height_mm / (points * LINE_HEIGHT * MM_PER_POINT))))
        lines = wrap_in(text, width_em, widths)
        if len(lines) <= room:
            return Fitted(tuple(lines), points)
    return Fitted((*lines[: room - 1], _cut(lines[room - 1], width_em, widths)), points)


def wrap_in(text: str, width_em: float, widths: Letters) -> list[str]:
    """Lines no wider than width_em; a word wider than a line is broken. Each word is looked at once, since print runs
    ask this often."""
    blank, lines, used = widths[" "], [], width_em + 1
    for word in text.split():
        width = width_in(word, widths)
        if used + blank + width <= width_em:
            lines[-1] += f" {word}"
            used += blank + width
        elif width <= width_em:
            lines.append(word)
            used = width
        else:
            lines += _broken(word, width_em, widths)
            used = width_in(lines[-1], widths)
    return lines


def width_in(text: str, widths: Letters) -> float:
    """The width in em, without kerning."""
    return sum(map(widths.__getitem__, text))


@cache
def letters(weight: int) -> Letters:
    """The widths of our typeface in a weight of 200 to 800."""
    font = TTFont(_FONT)
    glyphs = font.getGlyphSet(location={"wght": weight})
    em = font["head"].unitsPerEm
    return Letters({chr(code): glyphs[name].width / em for code, name in font.getBestCmap().items()})


def _broken(word: str, width_em: float, widths: Letters) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width_in(parts[-1] + letter, widths) > width_em:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(line: str, width_em: float, widths: Letters) -> str:
    while line and width_in(f"{line}…", widths) > width_em:
        line = line[:-1]
    return f"{line.rstrip()}…"
