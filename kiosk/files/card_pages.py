"""The pages of a print run, as one PDF: cards stand on them where the sheet says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from zlib import compress

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from kiosk.files.card_numbers import number_beside
from kiosk.files.card_places import Place
from kiosk.files.card_sheets import BLEED, CARD_HEIGHT, CARD_WIDTH, Spot, crop_marks
from kiosk.files.card_template import BACK, CardTemplate
from kiosk.files.text_fit import MM_PER_POINT

TITLE = "Kartu tanda daftar pekerja rentan"
FAST = 2  # zlib: half the time of its usual 6, and a tenth more bytes


class CardPages:
    """Pages of one size in mm, on the drawings and fonts of a template; numbers are written as `typeface` is."""

    def __init__(self, pdf: pikepdf.Pdf, size: tuple[float, float], typeface: Place) -> None:
        self._pdf, self._size, self._typeface = pdf, size, typeface
        self._shared = pdf.make_indirect(pdf.pages[0].obj.Resources)
        del pdf.pages[0]

    def add(self, operators: str, pictures: Mapping[str, pikepdf.Object]) -> None:
        """A page with that content; pictures are what it names beside the template's."""
        width, height = self._size
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, _points(width), _points(height)]),
            Resources=self._with(pictures) if pictures else self._shared,
            Contents=self._stream(operators),
        )
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))

    def at(self, spot: Spot, operators: str) -> str:
        """The operators of a side, which count from the corner of its bleed, moved to their spot on the page."""
        height = self._size[1]
        if spot.turned:
            matrix = -1, 0, 0, -1, spot.x + CARD_WIDTH + BLEED, height - spot.y + BLEED
        else:
            matrix = 1, 0, 0, 1, spot.x - BLEED, height - spot.y - CARD_HEIGHT - BLEED
        return "q {} {} {} {} {:.4f} {:.4f} cm {}Q\n".format(
            *matrix[:4], _points(matrix[4]), _points(matrix[5]), operators
        )

    def marks(self, spot: Spot, number: int) -> str:
        """The crop marks of one card, and its number."""
        return _marks(spot, self._size[1]) + number_beside(spot, number, self._typeface)

    def jpeg(self, content: bytes, pixels: tuple[int, int]) -> pikepdf.Object:
        """A colour photograph, embedded as it is."""
        return Stream(
            self._pdf,
            content,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=pixels[0],
            Height=pixels[1],
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )

    def foreign(self, page: pikepdf.Page) -> pikepdf.Object:
        """A page of another document as a picture here."""
        return self._pdf.copy_foreign(page.as_form_xobject())

    def saved(self) -> bytes:
        """The whole file."""
        self._pdf.docinfo["/Title"] = TITLE
        self._pdf.Root.Lang = pikepdf.String("id")
        stream = BytesIO()
        self._pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return stream.getvalue()

    def _with(self, pictures: Mapping[str, pikepdf.Object]) -> pikepdf.Object:
        drawings = Dictionary({**dict(self._shared.XObject.items()), **pictures})
        return Dictionary({**dict(self._shared.items()), "/XObject": drawings})

    def _stream(self, operators: str) -> pikepdf.Object:
        return Stream(self._pdf, compress(operators.encode("ascii"), FAST), Filter=Name.FlateDecode)


@contextmanager
def card_pages(template: CardTemplate, size: tuple[float, float]) -> Iterator[CardPages]:
    with pikepdf.open(BytesIO(template.pdf)) as pdf:
        yield CardPages(pdf, size, template.places[BACK]["nomor"])


@lru_cache(maxsize=64)
def _marks(spot: Spot, height: float) -> str:
    lines = (
        f"{_points(x1):.3f} {_points(height - y1):.3f} m {_points(x2):.3f} {_points(height - y2):.3f} l "
        for x1, y1, x2, y2 in crop_marks(spot)
    )
    return f"0.25 w 0.3 G {''.join(lines)}S\n"


def _points(mm: float) -> float:
    return mm / MM_PER_POINT
