"""A tariff is added, replaced or withdrawn; a letter decides who gets the cut."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.domain.tariff import JKK_JKM, PROGRAMMES
from kiosk.services.tariffs import NewTariff
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field
from kiosk.web.tariffs import words
from kiosk.web.tariffs.fields import MonthField, RupiahField

UNAIDED = {"autocomplete": "off"}
NUMERIC = UNAIDED | {"inputmode": "numeric"}
ANY = "any"
SECTORS = {ANY: None, "transport": "transport", "other": "other"}
MONEY = {ANY: None, "public": True, "private": False}
YES, NO = "yes", "no"


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class PeriodAndAmount(FlaskForm):
    """What a new row and one that takes another's place have in common."""

    client_key = client_key_field()
    valid_from = MonthField(
        _("Mulai bulan"),
        description=_("Contoh: 01/2027"),
        validators=[DataRequired(_("Isi bulan pertama tarif ini berlaku, misalnya 01/2027."))],
        render_kw=UNAIDED,
    )
    valid_to = MonthField(
        _("Sampai bulan"),
        description=_("Kosong: tanpa batas."),
        render_kw=UNAIDED,
    )
    amount = RupiahField(_("Iuran per orang per bulan"), description=_("Contoh: 16.800"), render_kw=NUMERIC)
    basis = TextAreaField(
        _("Dasar hukum"),
        filters=[one_line],
        description=_("Nomor peraturan atau surat, dan artinya dalam satu kalimat."),
        validators=[
            DataRequired(_("Tulis dasar hukumnya: nomor peraturan atau surat.")),
            Length(max=400, message=_("Dasar hukum paling banyak 400 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED | {"rows": 3},
    )

    def wish_for(self, programmes: str, sector: str | None, public_money: bool | None) -> NewTariff:
        return NewTariff(
            programmes=programmes,
            sector=sector,
            public_money=public_money,
            valid_from=self.valid_from.month,
            valid_to=self.valid_to.month,
            amount=self.amount.rupiah,
            basis=self.basis.data,
        )


class NewTariffForm(PeriodAndAmount):
    programmes = RadioField(
        _("Program"),
        choices=[SelectChoice(code, _(text)) for code, text in words.PROGRAMMES.items()],
        default=JKK_JKM,
        validators=[AnyOf(PROGRAMMES, _("Pilih programnya: JKK + JKM, atau JHT."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    sector = RadioField(
        _("Sektor"),
        description=_("JHT selalu untuk semua sektor."),
        choices=[SelectChoice(code, _(words.SECTORS[value])) for code, value in SECTORS.items()],
        default=ANY,
        validators=[AnyOf(SECTORS, _("Pilih sektornya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    money = RadioField(
        _("Berlaku untuk"),
        choices=[SelectChoice(code, _(words.MONEY[value])) for code, value in MONEY.items()],
        default=ANY,
        validators=[AnyOf(MONEY, _("Pilih untuk uang siapa tarif ini berlaku."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )

    def wish(self) -> NewTariff:
        return self.wish_for(self.programmes.data, SECTORS[self.sector.data], MONEY[self.money.data])


class ReplacementForm(PeriodAndAmount):
    """The programme, sector and money are the replaced row's."""

    keep_rest = BooleanField(
        _("Di luar bulan-bulan ini tarif lama tetap berlaku"),
        default=True,
        description=_("Hapus tandanya bila tarif lama tidak boleh dipakai lagi sama sekali."),
        render_kw=UNAIDED,
    )
    why = reason_field(_("Alasan mengganti"), missing=_("Tulis mengapa tarif ini diganti."))


class WithdrawalForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan mencabut"), missing=_("Tulis mengapa tarif ini dicabut."))


class CutDecisionForm(FlaskForm):
    client_key = client_key_field()
    gets_cut = RadioField(
        _("Keputusan"),
        choices=[
            SelectChoice(YES, _("Mendapat potongan PP 50/2025")),
            SelectChoice(NO, _("Tidak mendapat potongan, selalu tarif penuh")),
        ],
        validators=[AnyOf((YES, NO), _("Pilih mendapat potongan atau tidak."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    letter_no = StringField(
        _("Nomor surat"),
        filters=[clean_name],
        description=_("Surat BPJS Ketenagakerjaan yang menjadi dasarnya."),
        validators=[
            DataRequired(_("Isi nomor surat yang menjadi dasar keputusan ini.")),
            Length(max=80, message=_("Nomor surat paling banyak 80 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )
    letter_on = DayField(_("Tanggal surat"), description=_("Contoh: 21/11/2026"), render_kw=NUMERIC)
    note = reason_field(_("Catatan"), description=_("Boleh kosong."))

    def validate_letter_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal surat yang menjadi dasar keputusan ini."))

    @property
    def letter_day(self) -> date | None:
        return self.letter_on.day
