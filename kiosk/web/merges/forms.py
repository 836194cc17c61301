"""Name the other registration; say which of the two is the right one, and why."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField, RadioField, StringField
from wtforms.validators import AnyOf

from kiosk.services.merge_pages import MergeFile
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import long_date
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}


class OtherForm(Form):
    dengan = StringField(
        _("Nomor registrasi yang lain"),
        description=_("Nomor pada kartu atau bukti pendaftarannya, misalnya SMG-7K3QF2M-6."),
        render_kw=UNAIDED,
    )


class MergeForm(FlaskForm):
    """`file` is what is compared."""

    client_key = client_key_field()
    other = HiddenField()
    right = RadioField(_("Mana yang benar?"), validate_choice=False, render_kw=UNAIDED)
    reason = reason_field(
        _("Alasan digabung"),
        missing=_("Tulis mengapa keduanya orang yang sama, misalnya NIK pertama salah ketik."),
        no_number=no_number_in_reason,
        description=_("Tersimpan bersama riwayat. Tanpa NIK, nomor HP, atau nomor lain milik orangnya."),
    )

    def __init__(self, *args, file: MergeFile, **kwargs):
        super().__init__(*args, **kwargs)
        nik = next(row for row in file.pair.rows if row.field == "nik")
        sides = ((file.worker, nik.one), (file.other, nik.other))
        self.other.data = file.other.reg_no
        self.right.choices = [(worker.reg_no, _choice(worker, masked)) for worker, masked in sides]
        numbers = [worker.reg_no for worker, _nik in sides]
        self.right.validators = [AnyOf(numbers, gettext("Pilih mana yang benar menurut KTP orangnya."))]


def _choice(worker, masked_nik: str) -> str:
    return gettext(
        "%(reg_no)s, NIK %(nik)s, didaftarkan %(day)s",
        reg_no=worker.reg_no,
        nik=masked_nik,
        day=long_date(worker.enrolled_on),
    )
