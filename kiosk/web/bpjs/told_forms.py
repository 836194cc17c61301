"""What BPJS has said about one person, and where; then, where it does not take them, that what follows was read."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, Length, ValidationError

from kiosk.domain.bpjs_cells import Typed, read_membership_number, said
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.tax import NumberReading
from kiosk.services.bpjs_told_answers import Told
from kiosk.web.day_field import DayField
from kiosk.web.no_long_number import no_number_in_reason
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}
DIGITS = UNAIDED | {"inputmode": "numeric"}
ACCEPTED, REJECTED = "accepted", "rejected"
FEWEST_WORDS = 3


class BpjsToldForm(FlaskForm):
    """`seen` is the mark of what was shown, empty while nothing was; `sure` is asked for together with it."""

    client_key = client_key_field()
    what = RadioField(
        _("Jawaban BPJS"),
        choices=[
            SelectChoice(ACCEPTED, _("BPJS menerima orang ini")),
            SelectChoice(REJECTED, _("BPJS menolak orang ini")),
        ],
        validators=[AnyOf((ACCEPTED, REJECTED), _("Pilih apa jawaban BPJS: diterima atau ditolak."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    effective_on = DayField(
        _("Hari mulai menurut BPJS"),
        description=_("Isi bila diterima. Contoh: 21/11/2026"),
        render_kw=DIGITS,
    )
    kpj = StringField(
        _("Nomor KPJ dari BPJS"),
        description=_("Isi bila diterima, seperti yang tertulis. Kosongkan bila BPJS belum menyebutnya."),
        render_kw=DIGITS,
    )
    reason = reason_field(
        _("Alasan BPJS"),
        no_number=no_number_in_reason,
        description=_("Isi bila ditolak. Alasan ini dibaca oleh yang harus membetulkan datanya."),
    )
    source = reason_field(
        _("Dari mana jawaban ini"),
        missing=_(
            "Tulis dari mana jawaban ini: telepon dengan siapa, portal, atau surat nomor berapa, dan kapan."
        ),
        no_number=no_number_in_reason,
        description=_(
            "Misalnya: portal SIPP, 21 November 2026. Tanpa NIK, nomor HP, atau nomor KPJ: tulisan ini terbaca dalam "
            "riwayat orangnya."
        ),
    )
    seen = HiddenField(default="", validators=[Length(max=64)])
    sure = BooleanField(_("Semua ini sudah saya baca, dan memang demikian kata BPJS"), render_kw=UNAIDED)

    @property
    def accepts(self) -> bool:
        return self.what.data == ACCEPTED

    @property
    def rejects(self) -> bool:
        return self.what.data == REJECTED

    @property
    def number(self) -> NumberReading:
        """As a file's KPJ is read."""
        return read_membership_number(Typed(self.kpj.data or ""))

    @property
    def remarks(self) -> list[Finding]:
        """Of a number that is taken all the same."""
        return [one for one in self.number.findings if one.severity is not Severity.BLOCK]

    def validate_effective_on(self, field):
        if self.accepts and not field.day:
            raise ValidationError(gettext("Isi hari mulai yang disebut BPJS, seperti 21/11/2026."))
        if self.rejects and field.data:
            raise ValidationError(
                gettext("Kosongkan hari mulainya: yang ditolak tidak punya. Bila diterima, pilih diterima.")
            )

    def validate_kpj(self, field):
        for finding in self.number.findings:
            if finding.severity is Severity.BLOCK:
                raise ValidationError(sentence(finding))
        if self.rejects and self.number.number:
            raise ValidationError(
                gettext("Kosongkan nomor KPJ: yang ditolak tidak punya. Bila diterima, pilih diterima.")
            )

    def validate_reason(self, field):
        named = said(Typed(field.data or ""))
        if self.rejects and not named:
            raise ValidationError(gettext("Tulis alasan BPJS menolak orang ini."))
        if self.accepts and named:
            raise ValidationError(
                gettext("Kosongkan alasannya: yang diterima tidak punya. Bila ditolak, pilih ditolak.")
            )

    def validate_source(self, field):
        if len((field.data or "").split()) < FEWEST_WORDS:
            raise ValidationError(
                gettext("Tulis sedikit lebih lengkap: telepon dengan siapa, portal, atau surat, dan kapan.")
            )

    def validate_sure(self, field):
        if self.rejects and self.seen.data and not field.data:
            raise ValidationError(gettext("Baca dulu akibatnya, lalu tandai bila memang demikian."))

    @property
    def asks_well(self) -> bool:
        """After validate(): whether all but the last tick is right."""
        return not any(field.errors for field in self if field is not self.sure)

    @property
    def told(self) -> Told:
        """Of a form that asks well."""
        if self.accepts:
            number, day = self.number.number or "", self.effective_on.day
            return Told(True, self.source.data, effective_on=day, kpj=number)
        return Told(False, self.source.data, reason=said(Typed(self.reason.data)))
