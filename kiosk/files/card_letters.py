"""A weight of our typeface as WeasyPrint embedded it: its letters, how wide they are, how a PDF writes them."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zlib import compress

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from kiosk.files.text_fit import Letters

# Latin as people's names and our sentences need it; fractions, arrows and ligatures stay out.
KEPT = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), 0x2013, 0x2014, 0x2018, 0x2019))
)
# In em, as word-spacing in card.css: the typeface's own blank is narrow for small print. WeasyPrint writes a little
# less of it than it counts, and so do we.
MORE_BETWEEN_WORDS, AS_WRITTEN = 0.0605, 59.94
KEPT |= frozenset("\u201c\u201d\u2022\u2026\u2032\u2033")


@dataclass(frozen=True, eq=False)
class CardLetters:
    """glyphs: letter → its number; widths: letter → em. Only letters that are kept."""

    glyphs: dict[str, int]
    widths: Letters

    def has(self, text: str) -> bool:
        return self.widths.keys() >= set(text)

    def written(self, text: str) -> str:
        """As the operand of TJ in a Type0 font; the text has only letters of ours."""
        return f"[<{text.translate(self._hexadecimal)}>]"

    @cached_property
    def _hexadecimal(self) -> dict[int, str]:
        written = {ord(letter): f"{glyph:04x}" for letter, glyph in self.glyphs.items()}
        written[ord(" ")] += f">-{AS_WRITTEN}<"
        return written


def letters_of(font: pikepdf.Object) -> CardLetters:
    """Of a Type0 font that holds the whole typeface in one weight, its glyphs numbered as in the typeface."""
    typeface = TTFont(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()), lazy=True)
    known = {chr(code): name for code, name in typeface.getBestCmap().items() if chr(code) in KEPT}
    em, metrics = typeface["head"].unitsPerEm, typeface["hmtx"]
    widths = Letters({letter: metrics[name][0] / em for letter, name in known.items()})
    widths[" "] += MORE_BETWEEN_WORDS
    return CardLetters({letter: typeface.getGlyphID(name) for letter, name in known.items()}, widths)


def keep_only_letters(font: pikepdf.Object) -> None:
    """Subset the embedded typeface, once, to the letters a card may carry; numbers of glyphs stay as they are."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    typeface = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
    options = subset.Options(
        retain_gids=True, layout_features=[], hinting=False, notdef_outline=True, drop_tables=_NEEDLESS
    )
    small = subset.Subsetter(options)
    small.populate(unicodes=[code for code in typeface.getBestCmap() if chr(code) in KEPT])
    small.subset(typeface)
    stream = BytesIO()
    typeface.save(stream)
    descriptor.FontFile2.write(compress(stream.getvalue(), 9), filter=pikepdf.Name.FlateDecode)
    descriptor.FontFile2.Length1 = stream.tell()


_NEEDLESS = ["GSUB", "GPOS", "GDEF", "STAT", "HVAR", "MVAR", "DSIG", "gasp", "name"]
