"""Who leaves a paid batch and why, who comes; then, on the page that shows what follows, that it has been read."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.services import places
from kiosk.services.batch_successors import NAMED, OTHER, REASONS, WAITING, ReplaceWish
from kiosk.web.list_filters import area_groups, kelurahan_codes
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import month_name, occupation_name
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}
FROM_LIST = _("Pilih dari daftar.")


class ReplacementForm(FlaskForm):
    """`seen` is the mark of what was shown, empty while nothing was; `sure` is asked for together with it."""

    client_key = client_key_field()
    reason = RadioField(
        _("Mengapa diganti"),
        choices=[SelectChoice(code, _(words)) for code, words in REASONS.items()],
        validators=[AnyOf(tuple(REASONS), _("Pilih mengapa orangnya diganti."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    note = reason_field(_("Catatan"), description=_("Boleh kosong, kecuali untuk alasan lain."))
    first_month = SelectField(_("Mulai bulan"), validate_choice=False, choices=[], render_kw=UNAIDED)
    how = RadioField(
        _("Siapa penggantinya"),
        choices=[
            SelectChoice(NAMED, _("Orang perusahaan ini yang sudah terdaftar")),
            SelectChoice(WAITING, _("Orang yang paling lama menunggu")),
        ],
        validators=[AnyOf((NAMED, WAITING), _("Pilih siapa penggantinya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    number = StringField(
        _("Nomor registrasi atau NIK penggantinya"),
        description=_("Orang yang pernah didaftarkan atau ditanggung perusahaan ini."),
        validators=[Length(max=40, message=_("Tulis satu nomor saja."))],
        render_kw=UNAIDED,
    )
    kelurahan = SelectField(_("Kelurahan"), validate_choice=False, choices=[], render_kw=UNAIDED)
    occupation = SelectField(_("Pekerjaan"), validate_choice=False, choices=[], render_kw=UNAIDED)
    seen = HiddenField(default="", validators=[Length(max=64)])
    sure = BooleanField(_("Semua ini sudah saya baca, dan memang demikian"), render_kw=UNAIDED)

    def __init__(self, *args, months: list[date], answered=False, **kwargs):
        """`answered`: this very form did its work before, and the months are gone."""
        super().__init__(*args, **kwargs)
        self._months, self._answered = months, answered
        self.first_month.choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        works = sorted(
            ((work.code, occupation_name(work.code)) for work in places.occupations()),
            key=lambda work: work[1],
        )
        self.occupation.choices = [("", gettext("Semua pekerjaan")), *works]
        self.kelurahan.choices = [("", gettext("Semua kelurahan"))]
        self.areas = area_groups()

    def validate_first_month(self, field):
        if self.month is None or not (self.month in self._months or self._answered):
            raise ValidationError(gettext("Pilih mulai bulan mana, dari daftar bulannya."))

    def validate_note(self, field):
        if self.reason.data == OTHER and not field.data:
            raise ValidationError(gettext("Tulis alasannya."))

    def validate_number(self, field):
        if self.how.data == NAMED and not (field.data or "").strip():
            raise ValidationError(gettext("Tulis nomor registrasi atau NIK penggantinya."))

    def validate_kelurahan(self, field):
        if field.data and field.data not in kelurahan_codes():
            raise ValidationError(FROM_LIST)

    def validate_occupation(self, field):
        if field.data and field.data not in places.occupations_by_code():
            raise ValidationError(FROM_LIST)

    def validate_sure(self, field):
        if self.seen.data and not field.data:
            raise ValidationError(gettext("Baca dulu akibatnya, lalu tandai bila memang demikian."))

    @property
    def month(self) -> date | None:
        try:
            return date.fromisoformat(f"{self.first_month.data}-01")
        except ValueError:
            return None

    def sent_on(self, reg_no: str) -> dict[str, str]:
        """What the page that asks for a tick sends on; never a NIK, the person has a number of ours."""
        names = ("reason", "note", "first_month", "how", "kelurahan", "occupation")
        number = reg_no if self.how.data == NAMED else ""
        return {**{name: self[name].data or "" for name in names}, "number": number}

    def wish(self) -> ReplaceWish:
        named = self.how.data == NAMED
        return ReplaceWish(
            reason=self.reason.data,
            first_month=self.month,
            how=self.how.data,
            number=self.number.data.strip() if named else "",
            kelurahan="" if named else self.kelurahan.data or "",
            occupation="" if named else self.occupation.data or "",
        )
