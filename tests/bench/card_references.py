"""What the stamped card is measured against: the same A4 sheets, both sides, by WeasyPrint in one document with
absolute layout, and by ReportLab with the same writer of QR codes. Plain, as one would write them on a first day."""

from collections.abc import Sequence
from html import escape
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from weasyprint import HTML

from kiosk.files.card_face import CardFace
from kiosk.files.card_texts import CardTexts
from kiosk.files.qr import qr_svg, qr_svg_path

WIDTH, HEIGHT, LEFT, TOP, ACROSS, DOWN = 85.6, 53.98, 15.4, 7.15, 93.6, 57.18
FACTS = (
    (12.3, 21, 11, "name"),
    (24, 21, 7, "reg_no"),
    (28, 21, 7, "kpj_line"),
    (32, 21, 7, "masked_nik"),
    (36, 21, 7, "programmes"),
    (38.6, 4.4, 7, "funder"),
    (42.7, 4.4, 11, "state_line"),
    (48.4, 4.4, 7, "until_line"),
    (48.4, 58, 6, "printed_line"),
)  # (top mm, left mm, points, what)
STYLE = """
@page { size: A4; margin: 0 } body { margin: 0; font-family: "Plus Jakarta Sans", sans-serif }
.sheet { position: relative; width: 210mm; height: 296mm; break-after: page }
.card { position: absolute; width: 85.6mm; height: 53.98mm; overflow: hidden }
.card > * { position: absolute; margin: 0; white-space: nowrap }
.band { left: 0; top: 0; width: 85.6mm; height: 10.4mm; background: #0b5a5e }
.state { left: 0; top: 41.2mm; width: 85.6mm; height: 12.78mm; background: #fbe9c6 }
.title { left: 12mm; top: 3mm; font-size: 8.6pt; color: #fff }
.text { left: 4.4mm; width: 76mm; font-size: 6.6pt; white-space: normal }
.qr { left: 59mm; top: 12.2mm; width: 22mm; height: 22mm }
"""


def by_weasyprint(cards: Sequence[CardFace]) -> bytes:
    """The sheets' PDF."""
    sheets = []
    for start in range(0, len(cards), 10):
        places = list(enumerate(cards[start : start + 10]))
        sheets.append("".join(_front_markup(place, card) for place, card in places))
        sheets.append("".join(_back_markup(place) for place, _card in places))
    body = "".join(f'<div class="sheet">{sheet}</div>' for sheet in sheets)
    return HTML(string=f"<style>{STYLE}</style>{body}").write_pdf()


def _front_markup(place: int, card: CardFace) -> str:
    facts = "".join(
        f'<p style="top:{top}mm;left:{left}mm;font-size:{points}pt">{escape(_said(card, what))}</p>'
        for top, left, points, what in FACTS
    )
    return (
        f'<div class="card" style="{_at(place)}"><div class="band"></div><p class="title">'
        f'{CardTexts().title}</p><div class="state"></div>{facts}{qr_svg(card.url)}</div>'
    )


def _back_markup(place: int) -> str:
    texts = "".join(
        f'<p class="text" style="top:{4 + 7 * line}mm">{escape(text)}</p>'
        for line, text in enumerate(_back_texts())
    )
    return f'<div class="card" style="{_at(place)}">{texts}</div>'


def _at(place: int) -> str:
    row, column = divmod(place, 2)
    return f"left:{LEFT + column * ACROSS}mm;top:{TOP + row * DOWN}mm"


def by_reportlab(cards: Sequence[CardFace]) -> bytes:
    """The sheets' PDF."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for start in range(0, len(cards), 10):
        for draw in (_draw_front, _draw_back):
            for place, card in enumerate(cards[start : start + 10]):
                canvas.saveState()
                row, column = divmod(place, 2)
                canvas.translate((LEFT + column * ACROSS) * mm, A4[1] - (TOP + row * DOWN + HEIGHT) * mm)
                draw(canvas, card)
                canvas.restoreState()
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_front(canvas: Canvas, card: CardFace) -> None:
    canvas.setFillColorRGB(0.04, 0.35, 0.37)
    canvas.rect(0, (HEIGHT - 10.4) * mm, WIDTH * mm, 10.4 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0.98, 0.91, 0.78)
    canvas.rect(0, 0, WIDTH * mm, 12.78 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for top, left, points, what in FACTS:
        size = points
        while pdfmetrics.stringWidth(_said(card, what), "Helvetica", size) > (WIDTH - left - 4.4) * mm:
            size -= 0.5
        canvas.setFont("Helvetica", size)
        canvas.drawString(left * mm, (HEIGHT - top) * mm - size, _said(card, what))
    _draw_code(canvas, card.url)


def _draw_code(canvas: Canvas, url: str) -> None:
    path, modules = qr_svg_path(url)
    side = 22 * mm / modules
    drawn = canvas.beginPath()
    for run in path.removeprefix("M").split("M"):
        corner, width = run.split("h")[:2]
        x, y = map(int, corner.split())
        drawn.rect(
            59 * mm + x * side, (HEIGHT - 12.2) * mm - (y + 1) * side, int(width.split("v")[0]) * side, side
        )
    canvas.drawPath(drawn, stroke=0, fill=1)


def _draw_back(canvas: Canvas, card: CardFace) -> None:
    canvas.setFont("Helvetica", 6)
    for line, text in enumerate(_back_texts()):
        for part in range(0, len(text), 90):
            canvas.drawString(4.4 * mm, (HEIGHT - 8 - 7 * line - part / 30) * mm, text[part : part + 90])


def _said(card: CardFace, what: str) -> str:
    own = {"kpj_line": card.kpj or "menunggu KPJ", "printed_line": "dicetak 20-11-2026"}
    return own[what] if what in own else getattr(card, what)


def _back_texts() -> tuple[str, ...]:
    texts = CardTexts()
    return texts.heading, texts.step_1, texts.step_2, texts.step_3, texts.where, texts.terms
