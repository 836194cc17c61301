"""Forms of a selection: how many from which month, by what; decided by a decree; dropped; found in."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kiosk.domain.names import clean_name
from kiosk.domain.selections import CRITERIA, Criterion
from kiosk.domain.words import number
from kiosk.services import settings
from kiosk.services.programme_renewals import Renewal
from kiosk.services.selection_decisions import Decree
from kiosk.services.selections import Wish
from kiosk.web.day_field import DayField
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import month_name
from kiosk.web.reason_field import reason_field
from kiosk.web.selections.fields import PointsField, WantedField
from kiosk.web.selections.words import renewal_choice

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class SelectionForm(FlaskForm):
    """`months` are those it may begin with, `criteria` those in force, `renewals` the programmes whose people may come
    first; `renews` is the number of the one that was asked for."""

    client_key = client_key_field()
    renews = RadioField(_("Siapa yang didahulukan"), validate_choice=False, choices=[])
    wanted = WantedField(_("Berapa orang"), filters=[clean_name], render_kw=DIGITS)
    first_month = SelectField(
        _("Mulai bulan"), description=_("Sampai Desember tahun program."), validate_choice=False, choices=[]
    )
    weight_poverty = PointsField(_("Miskin ekstrem"), render_kw=DIGITS)
    weight_lapse = PointsField(_("Terancam putus"), render_kw=DIGITS)
    weight_work = PointsField(_("Pekerjaan berisiko"), render_kw=DIGITS)
    weight_waiting = PointsField(_("Lama menunggu"), render_kw=DIGITS)

    def __init__(
        self, *, months: list[date], criteria: list[Criterion], renewals: list[Renewal] = (), renews: str = ""
    ):
        proposed = {f"weight_{one.code}": str(one.weight) for one in criteria}
        if asked := next((one for one in renewals if one.programme.no == renews), None):
            proposed |= {"renews": renews, "wanted": number(asked.room) if asked.room else ""}
        super().__init__(data={"renews": "", **proposed})
        self.first_month.choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        self.renews.choices = [("", gettext("Semua yang menunggu, menurut nilainya"))]
        self.renews.choices += [(one.programme.no, renewal_choice(one)) for one in renewals]

    def validate_renews(self, field):
        if (field.data or "") not in dict(field.choices):
            raise ValidationError(gettext("Pilih dari daftar siapa yang didahulukan."))

    def validate_first_month(self, field):
        if field.data not in dict(field.choices):
            raise ValidationError(gettext("Pilih bulan pertamanya dari daftar."))

    @property
    def month(self) -> date:
        return date.fromisoformat(f"{self.first_month.data}-01")

    def weight(self, code: str) -> PointsField:
        return self[f"weight_{code}"]

    @property
    def wish(self) -> Wish:
        weights = {code: self.weight(code).points for code in CRITERIA}
        return Wish(self.wanted.people, self.month, weights, self.renews.data or "")


class DecreeForm(FlaskForm):
    """`people` is how many the page said would be decided on, `listed` who they are."""

    client_key = client_key_field()
    people = HiddenField()
    listed = HiddenField()
    decree_no = StringField(
        _("Nomor keputusan"),
        description=_("Seperti tertulis pada naskahnya, misalnya 560/123/2026."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nomor keputusannya.")),
            Length(max=80, message=_("Nomor keputusan paling banyak 80 huruf.")),
            no_long_number,
        ],
        render_kw={"autocomplete": "off"},
    )
    decree_on = DayField(
        _("Tanggal keputusan"),
        validators=[InputRequired(_("Tulis tanggal keputusannya."))],
        description=_("Misalnya 20/11/2026."),
        render_kw=DIGITS,
    )
    decree_by = StringField(
        _("Pejabat yang menetapkan"),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis jabatan yang menetapkan keputusan ini.")),
            Length(max=160, message=_("Jabatan paling banyak 160 huruf.")),
            no_long_number,
        ],
        default=lambda: settings.setting("certificate_office"),
        render_kw={"autocomplete": "off"},
    )
    older = BooleanField(_("Ya, keputusannya memang lebih tua daripada daftar ini."))
    sure = BooleanField(_("Ya, keputusannya sudah ditetapkan dan daftar ini sesuai dengannya."))

    def validate_sure(self, field):
        if not field.data:
            raise ValidationError(gettext("Tandai kotak ini bila keputusannya memang sudah ditetapkan."))

    @property
    def decree(self) -> Decree:
        said = self.people.data or ""
        people = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
        return Decree(
            self.decree_no.data,
            self.decree_on.day,
            self.decree_by.data,
            people,
            (self.listed.data or "")[:64],
            self.older.data,
        )


class DropForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa rancangan ini dibatalkan."))


class PressForm(FlaskForm):
    """A press is all it asks for."""

    client_key = client_key_field()


class FindForm(FlaskForm):
    """By POST: a name stands in no address."""

    cari = StringField(
        _("Cari orang"),
        description=_("Nama atau nomor registrasi."),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nama atau nomor registrasi yang dicari.")),
            Length(max=60, message=_("Paling banyak %(most)s huruf.", most=60)),
            no_long_number,
        ],
        render_kw={"autocomplete": "off"},
    )
