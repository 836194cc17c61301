"""The name of a civil servant: as the bank has it, because the account is compared with it, and so says every fault."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

from kiosk.domain.account_names import is_only_titles
from kiosk.domain.findings import Severity
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.words import N_

SAID = {
    "name_empty": N_("Nama belum diisi. Tulis nama lengkap seperti di buku rekening."),
    "name_too_long": N_(
        "Nama terlalu panjang (paling banyak %(longest)s huruf). Tulis seperti di buku rekening."
    ),
    "name_strange": N_(
        "Nama memuat %(characters)s. Hapus tanda itu dan tulis nama seperti di buku rekening."
    ),
    "name_web_address": N_("Nama memuat alamat situs. Tulis nama lengkap seperti di buku rekening."),
}
NO_NAME = N_("Ini bukan nama. Tulis nama lengkap seperti di buku rekening.")
ONLY_TITLES = N_("Yang diisi hanya gelar. Tulis nama lengkap seperti di buku rekening.")


def name_field() -> StringField:
    return StringField(
        _("Nama lengkap"),
        description=_("Seperti di buku rekening: OPD mencocokkannya nanti."),
        filters=[clean_name],
        validators=[_is_name],
        render_kw={"autocomplete": "name", "aria-required": "true"},
    )


def _is_name(form, field) -> None:
    for finding in name_findings(field.data):
        if finding.severity is Severity.BLOCK:
            raise StopValidation(gettext(SAID.get(finding.code, NO_NAME)) % finding.params)
    if is_only_titles(field.data):
        raise StopValidation(gettext(ONLY_TITLES))
