"""Where the fields of a bank's answer stand: as its layout says, or by the headings that the file has."""

from collections.abc import Mapping, Sequence

from kiosk.domain.findings import block
from kiosk.domain.words import N_
from kiosk.files.bank_layout_parts import Layout, Place
from kiosk.files.bank_return_cells import cells_of, end_of
from kiosk.files.bank_text import UnreadableReturn
from kiosk.files.heading_keys import heading_key

NO_HEADINGS = N_(
    "Judul kolom %(missing)s tidak ada pada baris %(number)s, padahal diperlukan susunan bank “%(layout)s”. Pastikan "
    "ini jawaban dari bank, bukan berkas yang dikirim."
)
HEADING_TWICE = N_(
    "Judul kolom %(heading)s ada lebih dari sekali pada baris %(number)s, maka tidak jelas kolom mana yang dimaksud. "
    "Tanyakan kepada bank, atau pakai susunan bank dengan nomor kolom."
)
NO_LINES = N_("Berkas ini tidak memuat satu pun baris rincian. Ambil lagi jawabannya dari bank, lalu unggah.")

Lines = Sequence[tuple[int, str]]


def columns_of(layout: Layout, body: Lines) -> tuple[Mapping[str, Place], int, Lines]:
    """Where each field stands, how many cells (or signs) a whole line has, and the lines below the headings: at least
    one. Raises UnreadableReturn."""
    form = layout.answered
    if form.headings and body:
        places, whole = _by_headings(layout, *body[0])
        body = body[1:]
    else:
        places, whole = form.detail.places, end_of(form.detail.places)
    if not body:
        raise UnreadableReturn(block("return_no_lines", NO_LINES))
    return places, whole, body


def _by_headings(layout: Layout, number: int, text: str) -> tuple[Mapping[str, Place], int]:
    headings = [heading_key(heading) for heading in cells_of(text, layout.answered)]
    wanted = layout.answered.detail.places
    missing = [place.heading for place in wanted.values() if heading_key(place.heading) not in headings]
    if missing:
        said = {"missing": ", ".join(missing), "number": number, "layout": layout.title}
        raise UnreadableReturn(block("return_headings", NO_HEADINGS, **said))
    for place in wanted.values():
        if headings.count(heading_key(place.heading)) > 1:
            said = {"heading": place.heading, "number": number}
            raise UnreadableReturn(block("return_heading_twice", HEADING_TWICE, **said))
    places = {field: Place(at=headings.index(heading_key(place.heading))) for field, place in wanted.items()}
    return places, len(headings)
