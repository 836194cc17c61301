"""Markup laid out on pages by WeasyPrint. To import it takes a second: whoever prints nothing does without."""

from functools import cache
from threading import Lock

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from kiosk.files.own_files import OwnFiles
from kiosk.files.own_folders import PRINT_TEMPLATES

# Fonts are registered once per process; fontconfig is not made for two renderings at a time.
_one_at_a_time = Lock()


def laid_out(markup: str, *, forms: bool, tagged: bool = False) -> bytes:
    """The PDF of finished markup, as documents.pdf_from_markup says."""
    with _one_at_a_time:
        page = HTML(string=markup, base_url=f"{PRINT_TEMPLATES.as_uri()}/", url_fetcher=OwnFiles())
        return page.write_pdf(font_config=_fonts(), pdf_forms=forms, pdf_tags=tagged)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()
