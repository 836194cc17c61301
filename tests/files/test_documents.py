import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from jinja2 import DictLoader, UndefinedError

from kiosk.files import documents
from kiosk.files.documents import pdf_from_markup, render_pdf
from kiosk.files.own_files import OwnFiles
from kiosk.files.own_folders import PRINT_TEMPLATES, ROOT

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
    "ErkJggg=="
)
REFUSED = (
    "http://example.test/a.png",
    "https://example.test/a.css",
    "ftp://example.test/a.png",
    "file:///etc/passwd",
    "file://server/share/a.png",
    "file:///etc/passwd?.css",
    "data:text/html,<b>x</b>",
    "data:text/css,p{}",
    "data:image/svg+xml;base64,PHN2Zy8+",
    f"{PRINT_TEMPLATES.as_uri()}/../../pyproject.toml",
    f"{PRINT_TEMPLATES.as_uri()}/card.html",
    f"{PRINT_TEMPLATES.as_uri()}/..%2f..%2fpyproject.toml",
    f"{ROOT.as_uri()}/tests/secret.css",
    "about:blank",
    "",
)


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def fonts_of(pdf):
    return {
        str(font["/BaseFont"]).split("+")[-1]
        for page in pikepdf.open(io.BytesIO(pdf)).pages
        for font in page.Resources.get("/Font", {}).values()
    }


@pytest.fixture
def template(monkeypatch):
    """Puts a template of the test's own in the place of templates/print/."""

    def put(source):
        environment = documents._environment().overlay()
        environment.loader = DictLoader({"test.html": source})
        monkeypatch.setattr(documents, "_environment", lambda: environment)

    return put


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_not_ours_is_not_fetched(url):
    with pytest.raises(ValueError):
        OwnFiles().fetch(url)


def test_a_link_that_leads_out_of_our_folders_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.css").write_text("p {}")
    (tmp_path / "own" / "link.css").symlink_to(tmp_path / "secret.css")
    monkeypatch.setattr("kiosk.files.own_files.FOLDERS", (tmp_path / "own",))
    with pytest.raises(ValueError):
        OwnFiles().fetch((tmp_path / "own" / "link.css").as_uri())


def test_our_styles_fonts_and_inline_pictures_are_fetched():
    fonts = ROOT / "static" / "fonts" / "print" / "plus-jakarta-sans-latin-400.ttf"
    assert OwnFiles().fetch(fonts.as_uri()).read() == fonts.read_bytes()
    assert OwnFiles().fetch(f"{PRINT_TEMPLATES.as_uri()}/paper.css").content_type == "text/css"
    assert OwnFiles().fetch(PIXEL).read().startswith(b"\x89PNG")


def test_markup_that_names_foreign_files_prints_without_them():
    pdf = pdf_from_markup(
        '<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/passwd" alt="tanpa gambar">'
        '<link rel="stylesheet" href="http://example.test/a.css"><p>Halo</p>'
    )
    assert "Halo" in text_of(pdf)
    assert len(pikepdf.open(io.BytesIO(pdf)).attachments) == 0


def test_an_inline_picture_is_printed():
    with pikepdf.open(io.BytesIO(pdf_from_markup(f'<img src="{PIXEL}">'))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


@pytest.mark.parametrize("weight", [400, 500, 600, 700, 800])
def test_the_weights_of_print_are_cut_from_the_font_of_the_screens(weight):
    screens = ROOT / "static" / "fonts" / "plus-jakarta-sans-latin-wght-normal.woff2"
    expected = instantiateVariableFont(TTFont(screens, recalcTimestamp=False), {"wght": weight})
    expected.flavor = None
    expected.save(cut := io.BytesIO())
    ready = ROOT / "static" / "fonts" / "print" / f"plus-jakarta-sans-latin-{weight}.ttf"
    assert ready.read_bytes() == cut.getvalue(), "run bin/print-fonts"


def test_our_typeface_is_embedded_in_its_weights():
    pdf = pdf_from_markup(
        '<link rel="stylesheet" href="paper.css"><p>Dua × •</p><p style="font-weight: 800">Tebal</p>'
    )
    assert fonts_of(pdf) == {"Plus-Jakarta-Sans", "Plus-Jakarta-Sans-Ultra-Bold"}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_values_are_escaped(template):
    template("<p>{{ name }}</p>")
    assert "<b>Sri</b> & co" in text_of(render_pdf("test.html", name="<b>Sri</b> & co"))


def test_words_are_there_as_functions_and_filters(template):
    template("<p>{{ rupiah(16800) }} {{ day|short_date }} {{ month_name(day, language) }} {{ _('x') }}</p>")
    text = text_of(render_pdf("test.html", language="en", translate=str.upper, day=date(2026, 5, 20)))
    assert text.strip() == "Rp16.800 20-05-2026 May 2026 X"


def test_a_value_that_was_not_given_is_an_error_and_no_blank(template):
    template("<p>{{ nmae }}</p>")
    with pytest.raises(UndefinedError, match="nmae"):
        render_pdf("test.html", name="Sri")
