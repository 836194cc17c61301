"""What is asked of each step at BPJS: the report, what came of it, and a death that follows."""

from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.domain import claim_words, claims
from kiosk.domain.rupiah_forms import read_rupiah
from kiosk.services.claim_step_checks import Wish
from kiosk.web.claims.blank_fields import A_DAY, UNAIDED, now_written, prepare, today_written
from kiosk.web.claims.hour_field import HourField, MayStayEmpty
from kiosk.web.claims.report_form import ReportForm
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence
from kiosk.web.reason_field import note_field


class ToldForm(FlaskForm):
    """When, how and under which number BPJS was told."""

    client_key = client_key_field()
    day = DayField(_("Hari lapor"), render_kw=A_DAY)
    hour = HourField(_("Jam lapor"), description=_("Seperti 14.30."), render_kw=A_DAY)
    how = RadioField(
        _("Lewat apa"),
        choices=[SelectChoice(code, _(words)) for code, words in claim_words.TOLD_HOW.items()],
        validators=[AnyOf(claims.TOLD_HOW, _("Pilih lewat apa BPJS diberi tahu."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    ref = StringField(
        _("Nomor laporan dari BPJS"),
        description=_("Bila diberi. Catat apa adanya."),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            MayStayEmpty(),
            Length(max=60, message=_("Nomor laporan paling banyak 60 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )

    def __init__(self, **more):
        super().__init__(**more)
        prepare(self, day=today_written(), hour=now_written(), how=claims.TOLD_HOW[0])

    def validate_day(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi hari lapornya, seperti 21/11/2026."))

    def validate_hour(self, field):
        if field.hour is None:
            raise ValidationError(gettext("Isi jam lapornya, seperti 14.30."))

    @property
    def told_at(self) -> datetime:
        """Naive UTC, of a form that was found right."""
        return claims.moment_of(self.day.day, self.hour.hour)


class StepForm(FlaskForm):
    """One step further, or with `corrects` another in place of the last one."""

    client_key = client_key_field()
    corrects = HiddenField(default="")
    state = RadioField(_("Apa yang dicatat"), validate_choice=False, render_kw=UNAIDED)
    on_day = DayField(_("Tanggal"), render_kw=A_DAY)
    amount = StringField(
        _("Jumlah dalam rupiah"),
        description=_("Hanya bila disetujui atau dibayar, seperti 10.000.000."),
        validators=[MayStayEmpty()],
        render_kw=A_DAY,
    )
    note = note_field(
        _("Catatan atau alasan"),
        MayStayEmpty(),
        description=_("Harus diisi bila ditolak, ditutup, atau dibetulkan."),
    )
    sure = BooleanField(_("Jumlah ini memang benar"), render_kw=UNAIDED)

    def __init__(self, *, states: tuple[str, ...], **more):
        super().__init__(**more)
        prepare(self, on_day=today_written())
        self.states = states
        self.state.choices = [SelectChoice(code, gettext(claim_words.STATES[code])) for code in states]

    def validate_state(self, field):
        if field.data not in self.states:
            raise ValidationError(gettext("Pilih apa yang dicatat."))

    def validate_on_day(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi tanggalnya, seperti 21/11/2026."))

    def validate_amount(self, field):
        finding = read_rupiah(field.data).finding
        if finding:
            raise ValidationError(sentence(finding))

    def validate_corrects(self, field):
        if field.data and not (field.data.isascii() and field.data.isdigit() and len(field.data) < 10):
            raise ValidationError(gettext("Muat ulang halaman ini, lalu isi sekali lagi."))

    @property
    def wish(self) -> Wish:
        """Of a form that was found right."""
        return Wish(
            state=self.state.data,
            on_day=self.on_day.day,
            amount=read_rupiah(self.amount.data).amount,
            note=self.note.data or "",
            corrects=int(self.corrects.data) if self.corrects.data else None,
            sure=self.sure.data,
        )


class DiedForm(FlaskForm):
    """Who had an accident has died of it; `seen` as in ReportForm."""

    client_key = client_key_field()
    day = DayField(_("Hari wafat"), render_kw=A_DAY)
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
        prepare(self, day=today_written())

    require_read = ReportForm.require_read

    def validate_day(self, field):
        if not field.day:
            raise ValidationError(gettext("Isi hari wafatnya, seperti 21/11/2026."))

    @property
    def carried(self) -> list:
        return [self.day]
