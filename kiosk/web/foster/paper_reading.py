"""A paper that a donor sends, looked through as it is read: a PDF or a photograph, with sentences of its own."""

from flask_babel import gettext
from wtforms.validators import ValidationError

from kiosk.domain.words import N_
from kiosk.files import evidence, evidence_pdf, picture_reading
from kiosk.files.evidence import Evidence, EvidenceRefused, PaperWords
from kiosk.web.limits import PROOF_LOOKS, too_many

WORDS = PaperWords(
    empty=N_("Berkas ini kosong. Pilih berkas lain."),
    too_large=N_("Berkas ini lebih besar dari %(most)s MB. Kecilkan, atau foto ulang, lalu pilih lagi."),
    neither=N_("Berkas ini bukan PDF dan bukan foto. Pilih PDF, JPEG, PNG, atau WEBP."),
    too_small=N_(
        "Foto ini hanya %(width)s × %(height)s piksel, tulisannya tidak akan terbaca. Pakai foto paling sedikit "
        "%(least)s × %(least)s piksel."
    ),
    broken_picture=picture_reading.BROKEN,
    pdf={
        evidence_pdf.BROKEN: N_(
            "PDF ini rusak atau belum terkirim seluruhnya. Pindai sekali lagi, atau kirim fotonya."
        ),
        evidence_pdf.LOCKED: N_(
            "PDF ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu pilih lagi."
        ),
        evidence_pdf.ACTIVE: N_(
            "PDF ini membawa program, tautan yang menutupi halaman, atau berkas lain di dalamnya, maka tidak diterima. "
            "Pindai lagi sebagai PDF biasa, atau kirim fotonya."
        ),
        evidence_pdf.HEAVY: N_(
            "PDF ini terlalu rumit untuk diperiksa. Pindai halamannya saja, atau kirim fotonya."
        ),
    },
)
# An account number of ten figures takes a third of a bank book's width: below this a figure has less than ten pixels.
LEAST_OF_A_COPY = 600
UNREADABLE = N_(
    "Foto ini hanya %(width)s × %(height)s piksel, nomor dan namanya tidak akan terbaca. Pakai foto yang sisi "
    "panjangnya paling sedikit %(least)s piksel."
)


def read_copy(sent, title: str) -> Evidence:
    """One of the copies for a mandate; each sentence begins with what it is about. Raises ValidationError."""
    try:
        paper = read_paper(sent)
        size = evidence.size_of(paper)
        if size and max(size) < LEAST_OF_A_COPY:
            raise ValidationError(
                gettext(UNREADABLE) % {"width": size[0], "height": size[1], "least": LEAST_OF_A_COPY}
            )
    except ValidationError as fault:
        raise ValidationError(f"{title}: {fault}") from fault
    return paper


def read_paper(sent, number: int | None = None) -> Evidence:
    """Raises ValidationError; of several it names the file by its place, since its name may be anything."""
    if too_many(PROOF_LOOKS, "proof"):
        raise ValidationError(
            gettext("Terlalu banyak berkas dalam semenit. Tunggu semenit, lalu kirim lagi.")
        )
    try:
        return evidence.read_evidence(sent.read(evidence.MOST_BYTES + 1), WORDS)
    except EvidenceRefused as refusal:
        why = gettext(refusal.message) % refusal.params
        if number is None:
            raise ValidationError(why) from refusal
        raise ValidationError(gettext("Berkas ke-%(number)s: %(why)s", number=number, why=why)) from refusal
