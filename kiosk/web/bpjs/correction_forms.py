"""What BPJS corrects about one line, and where that was said; then, on the page that shows what follows, that it has
been read."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.services.bpjs_corrections import MOVED, TAKEN_BACK, Correction
from kiosk.web.day_field import DayField
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}
FEWEST_WORDS = 3


class BpjsCorrectionForm(FlaskForm):
    """`seen` is the mark of what was shown, empty while nothing was; `sure` is asked for together with it."""

    client_key = client_key_field()
    what = RadioField(
        _("Apa yang dibetulkan BPJS"),
        choices=[
            SelectChoice(TAKEN_BACK, _("BPJS tidak jadi menerima orang ini")),
            SelectChoice(MOVED, _("BPJS menyebut hari mulai yang lain")),
        ],
        validators=[AnyOf((TAKEN_BACK, MOVED), _("Pilih apa yang dibetulkan BPJS."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    reason = reason_field(
        _("Alasan BPJS"),
        no_number=no_number_in_reason,
        description=_(
            "Isi bila BPJS tidak jadi menerima. Alasan ini dibaca oleh yang harus membetulkan datanya."
        ),
    )
    effective_on = DayField(
        _("Hari mulai menurut BPJS sekarang"),
        description=_("Isi bila hari mulainya lain. Contoh: 21/11/2026"),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    source = reason_field(
        _("Dari mana pembetulan ini"),
        missing=_("Tulis dari surat nomor berapa, atau dari berkas dan baris mana, pembetulan ini."),
        no_number=no_number_in_reason,
        description=_(
            "Misalnya: surat BPJS Semarang B/112/XI/2026. Tanpa NIK, nomor HP, atau nomor KPJ: tulisan ini terbaca "
            "dalam riwayat orangnya."
        ),
    )
    seen = HiddenField(default="", validators=[Length(max=64)])
    sure = BooleanField(_("Semua ini sudah saya baca, dan memang demikian kata BPJS"), render_kw=UNAIDED)

    def validate_reason(self, field):
        if self.what.data == TAKEN_BACK and not field.data:
            raise ValidationError(gettext("Tulis alasan BPJS tidak jadi menerima orang ini."))

    def validate_effective_on(self, field):
        if self.what.data == MOVED and not field.day:
            raise ValidationError(gettext("Isi hari mulai yang disebut BPJS, seperti 21/11/2026."))

    def validate_source(self, field):
        if len((field.data or "").split()) < FEWEST_WORDS:
            raise ValidationError(
                gettext(
                    "Tulis sedikit lebih lengkap: surat nomor berapa dari siapa, atau berkas dan baris mana."
                )
            )

    def validate_sure(self, field):
        if self.seen.data and not field.data:
            raise ValidationError(gettext("Baca dulu akibatnya, lalu tandai bila memang demikian."))

    @property
    def asks_well(self) -> bool:
        """After validate(): whether all but the last tick is right."""
        return not any(field.errors for field in self if field is not self.sure)

    @property
    def wish(self) -> Correction:
        """Of a form that asks well."""
        is_moved = self.what.data == MOVED
        return Correction(
            self.what.data,
            self.source.data,
            reason="" if is_moved else self.reason.data,
            day=self.effective_on.day if is_moved else None,
        )
