"""A payment as it is told, and how the admin settles or undoes one."""

from datetime import date

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, DataRequired, Length, Regexp, ValidationError

from kiosk.domain.rupiah_forms import RupiahReading, read_rupiah
from kiosk.files import evidence
from kiosk.files.evidence import Evidence, EvidenceRefused
from kiosk.services import payment_facts
from kiosk.services.payment_facts import clean_reference
from kiosk.services.reversals import Reversal
from kiosk.web.day_field import DayField
from kiosk.web.kept_files import FileField
from kiosk.web.limits import PROOF_LOOKS, too_many
from kiosk.web.no_card_code import no_card_code
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence
from kiosk.web.reason_field import reason_field
from kiosk.web.sent import said

UNAIDED = {"autocomplete": "off"}
WHOLE, PEOPLE = "whole", "people"
EVIDENCE_FILE = {
    "accept": ".pdf,image/*",
    "data-most-bytes": str(evidence.MOST_BYTES),
    "data-too-large": _(
        "Berkas bukti lebih dari 10 MB. Kecilkan, atau foto layar buktinya, lalu pilih lagi."
    ),
}

TOO_MANY_PROOFS = _("Terlalu banyak berkas bukti dalam semenit. Tunggu semenit, lalu kirim lagi.")


class PaymentForm(FlaskForm):
    client_key = client_key_field()
    reference = StringField(
        _("Nomor referensi"),
        description=_("Nomor transaksi pada bukti dari bank, disalin apa adanya."),
        filters=[lambda text: clean_reference(text or "")],
        validators=[
            DataRequired(_("Isi nomor referensi pada bukti pembayaran.")),
            Length(max=60, message=_("Nomor referensi paling banyak 60 huruf.")),
            Regexp(r"^[^<>\x00-\x1f]*$", message=_("Nomor referensi berisi huruf dan angka saja.")),
            no_card_code,
        ],
        render_kw=UNAIDED | {"autocapitalize": "characters"},
    )
    received_on = DayField(
        _("Tanggal pembayaran"),
        description=_("Hari uang dikirim, misalnya 21/11/2026."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    amount = StringField(
        _("Jumlah"),
        description=_("Seluruh uang yang dikirim, misalnya Rp1.680.000. Boleh sebagian dari tagihan."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    sure = BooleanField(_("Jumlah ini benar"), render_kw=UNAIDED)
    evidence = FileField(
        _("Bukti pembayaran"),
        description=_("PDF dari bank atau foto buktinya, paling besar 10 MB."),
        render_kw=EVIDENCE_FILE,
    )
    paper: Evidence | None = None
    bill = None  # that it is told for, a row of the ledger
    taken_no = ""

    def validate_received_on(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal uang dikirim."))
        try:
            payment_facts.require_possible_day(field.day)
        except payment_facts.WrongDay as refusal:
            raise ValidationError(said(refusal)) from refusal

    def validate_amount(self, field):
        reading = read_rupiah(field.data)
        if reading.finding:
            raise ValidationError(sentence(reading.finding))
        if reading.amount is None:
            raise ValidationError(gettext("Isi jumlah uang yang dikirim."))

    def validate_evidence(self, field):
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Pilih berkas bukti pembayaran: PDF atau foto."))
        if too_many(PROOF_LOOKS, "proof"):
            raise ValidationError(TOO_MANY_PROOFS)
        try:
            self.paper = evidence.read_evidence(field.data.read(evidence.MOST_BYTES + 1))
        except EvidenceRefused as refusal:
            raise ValidationError(gettext(refusal.message) % refusal.params) from refusal

    def validate(self, **kwargs) -> bool:
        """A file cannot be given back with the form: where it comes back for another reason, that is said too."""
        right = super().validate(**kwargs)
        if not right:
            self._say_reference_taken()
            self.ask_for_file_again()
        return right

    def _say_reference_taken(self) -> None:
        """Whatever else is wrong; where all is right, the service says it, which knows a form that is sent twice."""
        if not self.bill or self.reference.errors:
            return
        try:
            payment_facts.require_new_reference(self.bill.funder_id, self.reference.data)
        except payment_facts.ReferenceTaken as taken:
            self.taken_no = taken.no
            self.reference.errors = [said(taken)]

    def ask_for_file_again(self) -> None:
        if self.paper and not self.evidence.errors:
            again = gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            self.evidence.errors = [again]

    @property
    def day(self) -> date | None:
        return self.received_on.day

    @property
    def rupiah(self) -> RupiahReading:
        return read_rupiah(self.amount.data)


class RefusalForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(
        _("Alasan"),
        missing=_("Tulis mengapa pembayaran ini ditolak; perusahaan membacanya."),
        description=_("Misalnya: uangnya belum terlihat di rekening."),
    )


class ReversalForm(FlaskForm):
    client_key = client_key_field()
    scope = RadioField(
        _("Yang dibalik"),
        choices=[
            SelectChoice(WHOLE, _("Seluruh pembayaran")),
            SelectChoice(PEOPLE, _("Bulan orang yang dipilih saja; uangnya menjadi kredit")),
        ],
        validators=[AnyOf((WHOLE, PEOPLE), _("Pilih seluruh pembayaran atau orang tertentu."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    workers = StringField(
        _("Nomor registrasi"),
        description=_("Bila orangnya tidak ada di halaman ini: tulis nomornya, pisahkan dengan spasi."),
        render_kw=UNAIDED,
    )
    replace = BooleanField(
        _("Ganti dengan kredit lain dari penanggung ini untuk bulan yang sudah berlaku di BPJS"),
        render_kw=UNAIDED,
    )
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa pembayaran ini dibalik."))

    def validate_workers(self, field):
        if self.scope.data == PEOPLE and not self.chosen:
            raise ValidationError(gettext("Pilih paling sedikit satu orang, atau tulis nomor registrasinya."))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ticked, and typed."""
        words = " ".join(request.form.getlist("workers")).replace(",", " ").upper().split()
        return tuple(sorted(set(words)))

    def wish(self, no: str) -> Reversal:
        workers = self.chosen if self.scope.data == PEOPLE else ()
        return Reversal(no=no, why=self.why.data, workers=workers, replace=self.replace.data)
