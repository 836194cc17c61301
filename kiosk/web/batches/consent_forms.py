"""The signed list is laid down, page by page or as one PDF, and taken away again with a reason."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm, file
from wtforms.validators import StopValidation, ValidationError

from kiosk.files import evidence
from kiosk.files.evidence import SIGNED_LIST, Evidence, EvidenceRefused
from kiosk.services.batch_consents import MOST_AT_ONCE
from kiosk.web.kept_files import left_behind
from kiosk.web.limits import PROOF_LOOKS, too_many
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

PAPER_FILES = {
    "accept": ".pdf,image/*",
    "data-most-bytes": str(evidence.MOST_BYTES),
    "data-too-large": _(
        "Satu berkas lebih dari 10 MB. Kecilkan atau foto ulang halamannya, lalu pilih lagi."
    ),
}


class PapersField(file.MultipleFileField):
    """Several files, which are not kept with a form that comes back."""

    def pre_validate(self, form) -> None:
        if not self.chosen and self.name in left_behind():
            raise StopValidation(
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            )

    @property
    def chosen(self) -> list:
        return [one for one in self.data or [] if getattr(one, "filename", "")]


class SignedListForm(FlaskForm):
    client_key = client_key_field()
    papers = PapersField(
        _("Daftar yang sudah ditandatangani"),
        description=_(
            "PDF atau foto tiap halaman. Sekali unggah paling banyak %(most)s berkas: masing-masing paling besar "
            "10 MB, bersama paling besar 20 MB.",
            most=MOST_AT_ONCE,
        ),
        render_kw=PAPER_FILES,
    )
    read: Sequence[Evidence] = ()

    def validate_papers(self, field):
        if not field.chosen:
            raise ValidationError(gettext("Pilih berkas daftar yang sudah ditandatangani: PDF atau foto."))
        if len(field.chosen) > MOST_AT_ONCE:
            raise ValidationError(
                gettext(
                    "Paling banyak %(most)s berkas sekali unggah. Unggah sisanya sesudah ini.",
                    most=MOST_AT_ONCE,
                )
            )
        self.read = [_paper(one, number) for number, one in enumerate(field.chosen, start=1)]

    def ask_for_files_again(self) -> None:
        """Of a form that comes back for another reason."""
        if self.read and not self.papers.errors:
            self.papers.errors = [
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            ]


def _paper(sent, number: int) -> Evidence:
    """Raises ValidationError, which names a file by its place: its name may be anything."""
    if too_many(PROOF_LOOKS, "proof"):
        raise ValidationError(
            gettext("Terlalu banyak berkas dalam semenit. Tunggu semenit, lalu kirim lagi.")
        )
    try:
        return evidence.read_evidence(sent.read(evidence.MOST_BYTES + 1), SIGNED_LIST)
    except EvidenceRefused as refusal:
        why = gettext(refusal.message) % refusal.params
        raise ValidationError(gettext("Berkas ke-%(number)s: %(why)s", number=number, why=why)) from refusal


class RemovalForm(FlaskForm):
    why = reason_field(_("Alasan"), missing=_("Tulis mengapa berkas ini dibuang."))
