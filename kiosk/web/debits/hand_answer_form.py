"""What the bank has said of one line otherwise than by a file: debited or not, and where it was heard."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from kiosk.domain.debit_reasons import REASONS
from kiosk.domain.debits import FAILED, PAID
from kiosk.domain.names import clean_name
from kiosk.services.debit_hand_answers import OF_A_LINE, HandAnswer
from kiosk.services.payment_facts import clean_reference
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}


class HandAnswerForm(FlaskForm):
    client_key = client_key_field()
    outcome = RadioField(
        _("Apa jawaban bank?"),
        choices=[
            SelectChoice(PAID, _("Berhasil: uangnya diambil")),
            SelectChoice(FAILED, _("Gagal: uangnya tidak diambil")),
        ],
        validate_choice=False,
    )
    reference = StringField(
        _("Referensi bank"),
        description=_("Bila berhasil: nomor transaksi menurut bank."),
        filters=[lambda text: clean_reference(text or "")],
        validators=[
            Length(max=60, message=_("Nomor referensi paling banyak 60 huruf.")),
            Regexp(r"^[^<>\x00-\x1f]*$", message=_("Nomor referensi berisi huruf dan angka saja.")),
            no_card_code,
        ],
        render_kw=UNAIDED | {"autocapitalize": "characters"},
    )
    debited_on = DayField(
        _("Tanggal didebet"),
        description=_("Bila berhasil: hari uangnya diambil, misalnya 1/12/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    reason = SelectField(
        _("Alasan gagal"), description=_("Bila gagal: alasan menurut bank."), validate_choice=False
    )
    heard_from = StringField(
        _("Dari mana jawaban ini?"),
        description=_("Misalnya surat bank 3 Desember 2026, telepon dengan bank, atau rekening koran."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis dari mana jawaban bank ini diketahui.")),
            Length(max=120, message=_("Paling banyak %(most)s huruf.", most=120)),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )

    def __init__(self):
        super().__init__()
        reasons = [SelectChoice(code, gettext(REASONS[code].words).capitalize()) for code in OF_A_LINE]
        self.reason.choices = [SelectChoice("", gettext("Pilih alasannya")), *reasons]

    def validate_outcome(self, field):
        if field.data not in (PAID, FAILED):
            raise ValidationError(gettext("Pilih apakah uangnya diambil."))

    def validate_reference(self, field):
        if self.outcome.data == PAID and not field.data:
            raise ValidationError(gettext("Isi referensi bank dari debet yang berhasil."))
        if self.outcome.data == FAILED and field.data:
            raise ValidationError(
                gettext("Referensi bank hanya untuk debet yang berhasil. Kosongkan, atau pilih berhasil.")
            )

    def validate_debited_on(self, field):
        if self.outcome.data == PAID and field.day is None:
            raise ValidationError(gettext("Isi tanggal uangnya diambil."))
        if self.outcome.data == FAILED and field.day:
            raise ValidationError(
                gettext("Tanggal didebet hanya untuk debet yang berhasil. Kosongkan, atau pilih berhasil.")
            )

    def validate_reason(self, field):
        if self.outcome.data == FAILED and field.data not in OF_A_LINE:
            raise ValidationError(gettext("Pilih alasan bank tidak mengambil uangnya."))
        if self.outcome.data == PAID and field.data:
            raise ValidationError(
                gettext("Alasan hanya untuk debet yang gagal. Kosongkan, atau pilih gagal.")
            )

    @property
    def answer(self) -> HandAnswer:
        """Of a form that was found right."""
        return HandAnswer(
            heard_from=self.heard_from.data,
            reason=self.reason.data or "",
            reference=self.reference.data,
            day=self.debited_on.day,
        )
