"""The bank's answer to a run is sent in."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from kiosk.web.kept_files import FileField
from kiosk.web.limits import SHEET_LOOKS, too_many
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

ANSWER_FILE = {
    "accept": ".txt,.csv",
    "data-most-bytes": "10000000",
    "data-too-large": _("Berkas ini lebih dari 10 MB. Pastikan ini jawaban untuk debet ini."),
}


class SettleForm(FlaskForm):
    client_key = client_key_field()
    note = reason_field(
        _("Apa jawaban bank, dan apa yang dilakukan?"),
        missing=_("Tulis apa jawaban bank dan apa yang dilakukan dengan baris itu."),
        description=_("Tanpa nomor rekening. Ditulis dalam jejak audit."),
    )


class AnswerForm(FlaskForm):
    client_key = client_key_field()
    sheet = FileField(
        _("Jawaban dari bank"),
        description=_("Berkas teks atau CSV, paling besar 10 MB, sebagaimana diterima dari bank."),
        render_kw=ANSWER_FILE,
    )

    def validate_sheet(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas jawaban dari bank lebih dulu."))
        if too_many(SHEET_LOOKS, "sheet"):
            raise ValidationError(
                gettext("Terlalu banyak berkas dalam semenit. Tunggu semenit, lalu kirim lagi.")
            )

    @property
    def sent(self) -> tuple[str, bytes]:
        return self.sheet.data.filename, self.sheet.data.read()
