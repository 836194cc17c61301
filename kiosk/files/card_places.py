"""The places of a printed template: read back from the form fields that WeasyPrint made of its <input>s."""

import re
from dataclasses import dataclass
from functools import cached_property

import pikepdf

from kiosk.files.card_letters import CardLetters, letters_of
from kiosk.files.text_fit import LINE_HEIGHT, MM_PER_POINT, Fitted, fit_in, width_in, wrap_in

# The typeface's own: from the baseline up and down, in em (hhea).
ASCENT, DESCENT = 1.038, 0.222
SMALLEST, STEP = 5.0, 0.25
_UNITS = 1024 * 4 / 3
MEASURED = "teks."
_COLOUR_AND_FONT = re.compile(r"([\d.]+ [\d.]+ [\d.]+) rg (/\w+) ([\d.]+) Tf")


@dataclass(frozen=True)
class Place:
    """One <input>: x, y is its lower left corner; all in points. colour is three numbers of 0 to 1, as PDF writes
    them; font is the key in the page's resources.

    The name in the template is the key and, after dots, how it is filled: kanan or tengah instead of left, atas
    instead of the middle of its height, 2baris for up to two lines. A text that is too long is shrunk to its box.
    """

    key: str
    x: float
    y: float
    width: float
    height: float
    font: str
    letters: CardLetters
    points: float
    colour: str
    align: str
    top: bool
    lines: int

    def fitted(self, text: str) -> Fitted:
        """In its own size, or as much smaller as its box needs."""
        if width_in(text, self.letters.widths) * self.points <= self.width:
            return Fitted((text,), self.points)
        box = self.width * MM_PER_POINT, self.height * MM_PER_POINT
        return fit_in(text, *box, self._sizes, self.letters.widths, self.lines)

    def lines_of(self, text: str, part: float) -> int:
        """How many lines it takes in its own size, in that part of the width."""
        width = self.width * part / self.points
        return len(wrap_in(text, width, self.letters.widths))

    def gap_above(self, lines: int, points: float) -> float:
        """From the top of the box to the top of so many lines, in points."""
        spare = self.height - lines * points * LINE_HEIGHT
        return 0.0 if self.top else max(0.0, spare / 2)

    def first_baseline(self, lines: int, points: float) -> float:
        """y of the first of so many lines, in points."""
        up, down = (_pango_metric(points * part) for part in (ASCENT, DESCENT))
        return self.y + self.height - self.gap_above(lines, points) - (points * LINE_HEIGHT + up - down) / 2

    def start(self, line: str, points: float) -> float:
        """x at which a line begins, in points."""
        if self.align == "kiri":
            return self.x
        spare = self.width - width_in(line, self.letters.widths) * points
        return self.x + (spare if self.align == "kanan" else spare / 2)

    @cached_property
    def _sizes(self) -> tuple[float, ...]:
        steps = int(max(0.0, self.points - SMALLEST) / STEP)
        return tuple(self.points - step * STEP for step in range(steps + 1))


def places_of(page: pikepdf.Page) -> dict[str, Place]:
    """The places of one page, by their keys."""
    found = (_place(field, page.Resources.Font) for field in page.obj.get("/Annots", ()))
    return {place.key: place for place in found}


def pango_size(points: float) -> float:
    """Pango counts in 1/1024 of a CSS pixel, sizes rounded down; so our letters end where WeasyPrint's do."""
    return int(points * _UNITS) / _UNITS


def _pango_metric(points: float) -> float:
    return round(points * _UNITS) / _UNITS


def _place(field: pikepdf.Object, fonts: pikepdf.Object) -> Place:
    key, how = _key_and_how(str(field.T))
    left, top, right, bottom = (float(number) for number in field.Rect)
    colour, font, points = _COLOUR_AND_FONT.search(str(field.DA)).groups()
    return Place(
        key=key,
        x=left,
        y=bottom,
        width=right - left,
        height=top - bottom,
        font=font,
        letters=letters_of(fonts[font]),
        points=float(points),
        colour=colour,
        align=next((word for word in how if word in ("kanan", "tengah")), "kiri"),
        top="atas" in how,
        lines=next((int(word[:-5]) for word in how if word.endswith("baris")), 1),
    )


def _key_and_how(name: str) -> tuple[str, list[str]]:
    prefix = MEASURED if name.startswith(MEASURED) else ""
    key, *how = name.removeprefix(prefix).split(".")
    return prefix + key, how
