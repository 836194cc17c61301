"""What the enrolment form offers to choose from. WTForms takes 3 ms to render 230 options; the HTML of the long
lists is kept instead."""

from functools import lru_cache
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape
from wtforms.widgets import html_params

from kiosk.services import batch_lists, ledger, places
from kiosk.services.acting import Actor
from kiosk.web.access import actor
from kiosk.web.page_context import language, month_name

OUTSIDE = "luar"


def batch_choices(by: Actor) -> tuple[tuple[str, str], ...]:
    """(number, words) of who may pay for the person, first what becomes of it without a choice: a company's people
    go into its own batch of the month."""
    singles = _("Batch satuan %(month)s, 1 bulan", month=month_name(ledger.first_open_month()))
    nobody = singles if by.role == "mitra" else _("Belum ada penanggung")
    return ("", nobody), *((batch.no, _batch_words(batch)) for batch in batch_lists.open_batches_at(by))


def _batch_words(batch: batch_lists.OfferedBatch) -> str:
    return ngettext(
        "%(company)s: %(name)s (%(month)s, %(num)s bulan)",
        "%(company)s: %(name)s (%(month)s, %(num)s bulan)",
        batch.months,
        company=batch.company,
        name=batch.name,
        month=month_name(batch.first_month),
    )


class OptionsSelect:
    """A <select> around ready-made options, with the chosen one marked."""

    input_type = None
    multiple = False
    validation_attrs = ("required", "disabled")

    def __init__(self, options):
        self.options = options

    def __call__(self, field, **kwargs):
        kwargs.setdefault("id", field.id)
        kwargs.pop("required", None)
        return Markup(
            f"<select {html_params(name=field.name, **kwargs)}>{self.options(field.data or '')}</select>"
        )


def area_options(chosen: str) -> str:
    """Kelurahan grouped by kecamatan, the one of today's post first, then people from outside the city."""
    post = actor().post
    first = post.kecamatan if post else ""
    return _mark(_area_html(first, language(), _("Pilih kelurahan"), _("Luar Kota Semarang")), chosen)


def occupation_options(chosen: str) -> str:
    return _mark(_occupation_html(language(), _("Pilih pekerjaan")), chosen)


def _mark(options: str, chosen: str) -> str:
    value = f'value="{escape(chosen)}"'
    return options.replace(value, f"{value} selected", 1)


@lru_cache(maxsize=64)
def _area_html(first: str, language: str, empty: str, outside: str) -> str:
    groups = [
        (code, list(areas)) for code, areas in groupby(places.areas(), key=lambda area: area.kecamatan_code)
    ]
    groups.sort(key=lambda group: group[0] != first)
    parts = [f'<option value="">{escape(empty)}</option>']
    for _code, areas in groups:
        inside = "".join(f'<option value="{area.code}">{escape(area.name)}</option>' for area in areas)
        parts.append(f'<optgroup label="{escape(areas[0].kecamatan)}">{inside}</optgroup>')
    parts.append(f'<option value="{OUTSIDE}">{escape(outside)}</option>')
    return "".join(parts)


@lru_cache(maxsize=4)
def _occupation_html(language: str, empty: str) -> str:
    names = [(work.code, work.name if language == "id" else work.name_en) for work in places.occupations()]
    options = "".join(
        f'<option value="{code}">{escape(name)}</option>' for code, name in sorted(names, key=lambda n: n[1])
    )
    return f'<option value="">{escape(empty)}</option>{options}'
