"""What the enrolment form offers to choose from. WTForms takes 3 ms to render 230 options; the HTML of the long
lists is kept instead."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape
from wtforms import SelectChoice
from wtforms.widgets import html_params

from kiosk.domain.occupation_words import OTHER_WORDS
from kiosk.services import batch_lists, ledger, places
from kiosk.services.acting import Actor
from kiosk.web.access import actor
from kiosk.web.page_context import language, month_name

OUTSIDE = "luar"


class BatchChoice(NamedTuple):
    """Who may pay for the person: the batch's number, or empty, and the words for it."""

    no: str
    words: str
    is_full: bool = False

    def option(self, chosen: str | None) -> SelectChoice:
        """One without a place cannot be chosen. One that was chosen before stays so: a browser would send the form
        without it, and nobody would pay."""
        inert = self.is_full and self.no != chosen
        return SelectChoice(self.no, self.words, {"disabled": True} if inert else {})


def batch_choices(by: Actor) -> tuple[BatchChoice, ...]:
    """First what becomes of it without a choice: a company's people go into its own batch of the month."""
    singles = _("Batch satuan %(month)s, 1 bulan", month=month_name(ledger.first_open_month()))
    nobody = singles if by.role == "mitra" else _("Belum ada penanggung")
    return BatchChoice("", nobody), *(batch_choice(batch) for batch in batch_lists.open_batches_at(by))


def batch_choice(batch: batch_lists.OfferedBatch) -> BatchChoice:
    return BatchChoice(batch.no, _batch_words(batch), batch.is_full)


def _batch_words(batch: batch_lists.OfferedBatch) -> str:
    words = ngettext(
        "%(company)s: %(name)s (%(month)s, %(num)s bulan)",
        "%(company)s: %(name)s (%(month)s, %(num)s bulan)",
        batch.months,
        company=batch.company,
        name=batch.name,
        month=month_name(batch.first_month),
    )
    if batch.places_left is None:
        return words
    if batch.is_full:
        return f"{words}, {_('penuh')}"
    left = ngettext("sisa %(num)s tempat", "sisa %(num)s tempat", batch.places_left)
    return f"{words}, {left}"


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
    parts = [_area_group(areas) for _code, areas in groups]
    # Right after the post's own kecamatan: who is not from there is often from outside the city.
    parts.insert(1 if first else len(parts), f'<option value="{OUTSIDE}">{escape(outside)}</option>')
    return f'<option value="">{escape(empty)}</option>{"".join(parts)}'


def _area_group(areas: list[places.Area]) -> str:
    inside = "".join(f'<option value="{area.code}">{escape(_area_words(area))}</option>' for area in areas)
    return f'<optgroup label="{escape(areas[0].kecamatan)}">{inside}</optgroup>'


def _area_words(area: places.Area) -> str:
    """The kecamatan too where a name exists twice: who types the first letters does not see the group's label."""
    return f"{area.name} ({area.kecamatan})" if len(places.areas_named(area.name)) > 1 else area.name


@lru_cache(maxsize=4)
def _occupation_html(language: str, empty: str) -> str:
    """Each option with the schemes that admit it and the other language's name, for the search beside the list."""
    names = [
        (work.name, work.name_en, work) if language == "id" else (work.name_en, work.name, work)
        for work in places.occupations()
    ]
    options = "".join(
        f'<option value="{work.code}" data-words="{escape(other)} {OTHER_WORDS.get(work.code, "")}" '
        f'data-schemes="{escape(_schemes(work.code, language))}">{escape(name)}</option>'
        for name, other, work in sorted(names, key=lambda entry: entry[0])
    )
    return f'<option value="">{escape(empty)}</option>{options}'


def _schemes(occupation: str, language: str) -> str:
    """Which money may pay for this work (DOMAIN 5: eligibility is per scheme, not global)."""
    admitting = [
        scheme.name if language == "id" else scheme.name_en
        for scheme in places.schemes()
        if occupation in scheme.occupations
    ]
    if not admitting:
        return _("Belum ada program yang menyebut pekerjaan ini; perusahaan tetap dapat menanggungnya.")
    return _("Dapat ditanggung: %(schemes)s.", schemes=", ".join(admitting))
