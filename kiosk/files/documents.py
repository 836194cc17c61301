"""Printed documents: a Jinja template of templates/print/, laid out by WeasyPrint."""

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kiosk.domain import words
from kiosk.files.own_folders import PRINT_TEMPLATES
from kiosk.files.qr import qr_svg

_WORDS = (
    words.rupiah,
    words.number,
    words.signed,
    words.long_date,
    words.short_date,
    words.month_name,
    words.clock_time,
    words.mask_nik,
    words.mask_phone,
    words.mask_kpj,
    words.initials,
    words.short_name,
)
_REGISTRATION = re.compile(r"\b[A-Z]{2,4}-\w{7}-\w\b")


def render_pdf(
    template: str, language: str = "id", translate: Callable[[str], str] = str, **values: object
) -> bytes:
    """The PDF of a template in templates/print/, which sees `language`, `_` and the values.

    Raises jinja2.UndefinedError when the template names a value that was not given.
    """
    return pdf_from_markup(markup_of(template, language, translate, **values))


def markup_of(
    template: str, language: str = "id", translate: Callable[[str], str] = str, **values: object
) -> str:
    """The template with its values, not laid out yet. Raises as render_pdf does."""
    return _environment().get_template(template).render(language=language, _=translate, **values)


def pdf_from_markup(markup: str, forms: bool = False, tagged: bool = False) -> bytes:
    """The PDF of finished markup; relative addresses start at templates/print/, and only our own files are
    fetched. With `forms` an <input> becomes a form field; `tagged`: for a screen reader, with headings and tables."""
    from kiosk.files.typesetting import laid_out  # WeasyPrint takes a second to import: only where one prints

    return laid_out(markup, forms=forms, tagged=tagged)


def numbers_whole(text: str) -> Markup:
    """Registration numbers in a sentence are not parted at their hyphens, where a line would else end."""
    return Markup(_REGISTRATION.sub(r'<span class="whole">\g<0></span>', str(escape(text))))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PRINT_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions = {function.__name__: function for function in (*_WORDS, qr_svg, numbers_whole)}
    environment.globals.update(functions)
    environment.filters.update(functions)
    return environment
