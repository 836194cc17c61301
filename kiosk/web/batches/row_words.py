"""Words of a batch's rows that templates ask for."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain import words
from kiosk.domain.row_fault_words import fault_words
from kiosk.services.batch_row_lists import ShownRow
from kiosk.web.page_context import language


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (fault_title, months_words, nik_mask, saved_words):
        blueprint.add_app_template_global(given)


def fault_title(code: str) -> str:
    return _(fault_words(code).title)


def months_words(months: Iterable) -> str:
    """`Februari–April 2027`, in the reader's language; of days, or of rows with a month, as merges has them."""
    days = [one if isinstance(one, date) else one.month for one in months]
    return words.months_in_words(days, language())


def nik_mask(written: str) -> str:
    """A NIK as somebody wrote it, right or wrong."""
    return words.mask_nik(written)


def saved_words(row: ShownRow) -> str:
    """What became of a row that was mended a moment ago."""
    sentences = {
        "ready": _("Baris %(number)s sudah benar: %(name)s siap ditanggung."),
        "funded": _("Baris %(number)s sudah benar. %(name)s sudah ada penanggungnya."),
    }
    sentence = sentences.get(row.state, _("Baris %(number)s disimpan."))
    return sentence % {"number": row.number, "name": row.name}
