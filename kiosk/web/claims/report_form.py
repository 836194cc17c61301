"""What is asked when somebody calls: the little that a call can tell."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.domain import claim_words, claims
from kiosk.services.claim_reports import Report, facilities
from kiosk.web.claims.blank_fields import A_DAY, UNAIDED, prepare, today_written
from kiosk.web.claims.hour_field import HourField, MayStayEmpty
from kiosk.web.day_field import DayField
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field

LONGEST_TOLD = 2_000
LONGEST_PLACE = 160


def place_field(*more):
    return note_field(
        _("Tempat kejadian"),
        *more,
        longest=LONGEST_PLACE,
        too_long=_("Tempat kejadian paling banyak %(most)s huruf.", most=LONGEST_PLACE),
        description=_("Misalnya: Jl. Kaligawe, depan Pasar Genuk."),
    )


def facility_other_field():
    return note_field(
        _("Rumah sakit atau klinik lain"),
        MayStayEmpty(),
        longest=LONGEST_PLACE,
        too_long=_("Nama rumah sakit atau klinik paling banyak %(most)s huruf.", most=LONGEST_PLACE),
        description=_("Bila tidak ada di daftar."),
    )


def told_field() -> TextAreaField:
    return TextAreaField(
        _("Cerita singkat"),
        description=_("Disimpan tersegel: hanya petugas yang melayani dan admin yang membacanya."),
        validators=[
            MayStayEmpty(),
            Length(max=LONGEST_TOLD, message=_("Cerita paling banyak 2.000 huruf.")),
        ],
        render_kw=UNAIDED | {"rows": 3},
    )


def facility_choices(present=None) -> list[SelectChoice]:
    """Those of the list, and where the person is now although it has left the list."""
    listed = facilities()
    if present and present.id not in {row.id for row in listed}:
        listed.append(present)
    unknown = SelectChoice("", gettext("Belum dibawa, atau belum tahu"))
    return [unknown, *(SelectChoice(row.code, row.name, optgroup=row.city) for row in listed)]


class ReportForm(FlaskForm):
    """`seen` is the mark of what follows from a death, empty while it was not shown; `sure` and `begun` are asked for
    together with it."""

    client_key = client_key_field()
    kind = RadioField(
        _("Apa yang terjadi"),
        choices=[SelectChoice(code, _(words)) for code, words in claim_words.KINDS.items()],
        validators=[AnyOf(claims.KINDS, _("Pilih apa yang terjadi."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    day = DayField(_("Hari kejadian"), render_kw=A_DAY)
    hour = HourField(
        _("Jam"),
        description=_(
            "Seperti 14.30. Kosongkan bila tidak ada yang tahu: batas lapor dihitung dari pukul 00.00."
        ),
        validators=[MayStayEmpty()],
        render_kw=A_DAY,
    )
    place = place_field()
    on_the_way = RadioField(
        _("Sedang apa"),
        choices=[SelectChoice(code, _(words)) for code, words in claim_words.WAYS.items()],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    facility = SelectField(_("Dibawa ke mana"), validate_choice=False, render_kw=UNAIDED)
    facility_other = facility_other_field()
    died_on = DayField(
        _("Hari wafat"),
        description=_("Hanya bila lain dari hari kecelakaannya."),
        validators=[MayStayEmpty()],
        render_kw=A_DAY,
    )
    told = told_field()
    seen = HiddenField(default="", validators=[Length(max=64)])
    sure = BooleanField(_("Semua ini sudah saya baca, dan memang demikian"), render_kw=UNAIDED)
    begun = BooleanField(
        _(
            "Bulan yang sudah berjalan dan dikonfirmasi BPJS itu memang harus dilepas: hari wafatnya sudah diperiksa"
        ),
        render_kw=UNAIDED,
    )

    def __init__(self, **more):
        super().__init__(**more)
        prepare(self, kind=claims.ACCIDENT, day=today_written())
        self.facility.choices = facility_choices()

    def validate_day(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi hari kejadiannya, seperti 21/11/2026."))

    def validate_place(self, field):
        if not field.data and self.kind.data in claims.ON_THE_CLOCK:
            raise ValidationError(gettext("Tulis tempat kejadiannya."))

    def validate_on_the_way(self, field):
        if field.data not in claims.WAYS and self.kind.data in claims.ON_THE_CLOCK:
            raise ValidationError(gettext("Pilih sedang apa ia waktu itu."))

    def require_read(self, *, begun: bool) -> bool:
        """Whether what follows from the death is ticked as read, on the page that shows it; months in force (`begun`)
        have a tick of their own."""
        if not self.sure.data:
            self.sure.errors = [gettext("Baca dulu akibatnya, lalu tandai bila memang demikian.")]
        if begun and not self.begun.data:
            self.begun.errors = [
                gettext("Periksa lagi hari wafatnya, lalu tandai bila bulan-bulan itu memang dilepas.")
            ]
        return bool(self.sure.data and (self.begun.data or not begun))

    @property
    def carried(self) -> list:
        """The fields that the page of what follows carries along."""
        names = (
            "kind",
            "day",
            "hour",
            "place",
            "on_the_way",
            "facility",
            "facility_other",
            "died_on",
            "told",
        )
        return [self[name] for name in names]

    @property
    def entry(self) -> Report:
        """Of a form that was found right."""
        is_accident = self.kind.data in claims.ON_THE_CLOCK
        return Report(
            kind=self.kind.data,
            day=self.day.day,
            hour=self.hour.hour,
            died_on=self.died_on.day,
            place=self.place.data or "",
            on_the_way=(self.on_the_way.data or "") if is_accident else "",
            facility=self.facility.data or "",
            facility_other=self.facility_other.data or "",
            told=(self.told.data or "").strip(),
        )
