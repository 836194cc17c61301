"""Words of a batch's rows that templates ask for."""

from flask import Blueprint
from flask_babel import gettext as _

from kiosk.domain import words
from kiosk.domain.row_fault_words import fault_words
from kiosk.services.batch_row_lists import ShownRow


def offer(blueprint: Blueprint) -> None:
    """To every template."""
    for given in (fault_title, nik_mask, saved_words):
        blueprint.add_app_template_global(given)


def fault_title(code: str) -> str:
    return _(fault_words(code).title)


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
