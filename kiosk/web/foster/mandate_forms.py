"""A donor's signature under a mandate, on the screen or by hand."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import AnyOf, DataRequired, ValidationError

from kiosk.domain import mandates as rules
from kiosk.domain.words import N_
from kiosk.files import evidence, signatures
from kiosk.files.evidence import Evidence
from kiosk.files.picture_reading import PictureRefused
from kiosk.files.signatures import signature_png
from kiosk.services.mandate_scans import MOST_PAPERS, as_one_pdf
from kiosk.services.mandate_signing import Signature
from kiosk.web.batches.consent_forms import PapersField
from kiosk.web.foster.paper_reading import read_paper
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}
# files/signatures speaks to an officer about somebody else's.
OWN_WORDS = {
    signatures.UNREADABLE: N_(
        "Tanda tangan Anda tidak terbaca. Tekan Hapus tanda tangan, lalu tanda tangani sekali lagi."
    ),
    signatures.TOO_LARGE: N_(
        "Tanda tangan Anda terlalu besar. Tekan Hapus tanda tangan, lalu tanda tangani sekali lagi."
    ),
    signatures.BLANK: N_(
        "Kotaknya masih kosong. Tandatangani dengan jari di dalam kotak, atau pilih cara di atas kertas."
    ),
}
PAPER_FILES = {
    "accept": ".pdf,image/*",
    "data-most-bytes": str(evidence.MOST_BYTES),
    "data-too-large": _(
        "Satu berkas lebih dari 10 MB. Kecilkan atau foto ulang halamannya, lalu pilih lagi."
    ),
}


class SignForm(FlaskForm):
    """`code` is that of the terms that stood beside it. `signed` and `scanned` are there after validate()."""

    signed: bytes | None = None
    scanned: bytes | None = None
    read: Sequence[Evidence] = ()

    client_key = client_key_field()
    code = HiddenField()
    how = RadioField(
        _("Cara menandatangani"),
        choices=[
            SelectChoice(rules.ON_SCREEN, _("Di layar ini")),
            SelectChoice(rules.ON_PAPER, _("Di atas kertas, lalu difoto")),
        ],
        default=rules.ON_PAPER,  # signing needs JavaScript, which chooses it where there is a pad
        validators=[AnyOf(rules.HOW, _("Pilih cara menandatanganinya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    signature = HiddenField()
    papers = PapersField(
        _("Surat kuasa yang sudah ditandatangani"),
        description=_(
            "Satu PDF, atau foto semua halamannya secara berurutan, paling banyak %(most)s foto. Masing-masing paling "
            "besar 10 MB.",
            most=MOST_PAPERS,
        ),
        render_kw=PAPER_FILES,
    )
    agreed = BooleanField(
        _("Saya sudah membaca surat kuasa ini dan menyetujuinya dengan sukarela"),
        validators=[DataRequired(_("Nyatakan bahwa Anda sudah membaca dan menyetujui surat kuasa ini."))],
        render_kw=UNAIDED,
    )

    def validate_signature(self, field):
        if self.how.data != rules.ON_SCREEN:
            return
        if not field.data:
            raise ValidationError(
                gettext("Tandatangani dulu di dalam kotak, atau pilih cara di atas kertas.")
            )
        try:
            self.signed = signature_png(field.data)
        except PictureRefused as refusal:
            raise ValidationError(gettext(OWN_WORDS.get(refusal.message, refusal.message))) from refusal

    def validate_papers(self, field):
        if self.how.data != rules.ON_PAPER:
            return
        if not field.chosen:
            raise ValidationError(gettext("Pilih PDF atau foto surat kuasa yang sudah Anda tandatangani."))
        if len(field.chosen) > MOST_PAPERS:
            raise ValidationError(gettext("Paling banyak %(most)s foto.", most=MOST_PAPERS))
        self.read = [read_paper(one, number) for number, one in enumerate(field.chosen, start=1)]

    def ask_for_files_again(self) -> None:
        """Of a form that comes back for another reason."""
        if self.read and not self.papers.errors:
            self.papers.errors = [
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            ]

    def given(self) -> Signature:
        """Call after validate(). Raises Refused for PDF and photographs together."""
        return Signature(drawn=self.signed) if self.signed else Signature(scan=as_one_pdf(self.read))
