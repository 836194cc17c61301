"""The proof that money was sent: a PDF from the bank or a picture of the slip, judged by its content, never by its
name. A picture is drawn anew, a PDF keeps its bytes."""

from dataclasses import dataclass

from kiosk.domain.words import N_
from kiosk.files import evidence_pdf, pictures
from kiosk.files.picture_reading import PictureRefused

MOST_BYTES = pictures.MOST_BYTES
LONGEST_SIDE = 1_800  # pixels: small print on a slip stays readable
PDF, PICTURE = "bukti_pdf", "bukti_foto"
MIMETYPES = {PDF: "application/pdf", PICTURE: "image/jpeg"}

EMPTY = N_("Berkas bukti ini kosong. Pilih berkas lain.")
TOO_LARGE = N_(
    "Berkas bukti lebih besar dari %(most)s MB. Kecilkan, atau foto layar buktinya, lalu pilih lagi."
)
NEITHER = N_("Berkas ini bukan PDF dan bukan foto. Pilih bukti berupa PDF, JPEG, PNG, atau WEBP.")
TOO_SMALL = N_(
    "Foto ini hanya %(width)s × %(height)s piksel, tulisannya tidak akan terbaca. Pakai foto paling sedikit "
    "%(least)s × %(least)s piksel."
)
PDF_SAYS = {
    evidence_pdf.BROKEN: N_(
        "PDF ini rusak atau belum terkirim seluruhnya. Unduh lagi dari bank, atau kirim foto layarnya, lalu pilih lagi."
    ),
    evidence_pdf.LOCKED: N_(
        "PDF ini terkunci kata sandi. Cetak ulang sebagai PDF tanpa kata sandi, lalu pilih lagi."
    ),
    evidence_pdf.ACTIVE: N_(
        "PDF ini membawa program, tautan yang menutupi halaman, atau berkas lain di dalamnya, maka tidak diterima. "
        "Cetak ulang sebagai PDF biasa, atau kirim fotonya."
    ),
    evidence_pdf.HEAVY: N_(
        "PDF ini terlalu rumit untuk diperiksa. Cetak ulang halaman buktinya saja sebagai PDF biasa, "
        "atau kirim fotonya."
    ),
}


@dataclass(frozen=True)
class Evidence:
    """`kind` is PDF or PICTURE; `content` is what is kept."""

    kind: str
    content: bytes


class EvidenceRefused(ValueError):
    """`message` is a whole sentence in Indonesian with its `params`."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def read_evidence(content: bytes) -> Evidence:
    """Raises EvidenceRefused with what is wrong and what to do."""
    if not content:
        raise EvidenceRefused(EMPTY)
    if len(content) > MOST_BYTES:
        raise EvidenceRefused(TOO_LARGE, most=MOST_BYTES // 1_000_000)
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    return Evidence(PICTURE, _picture(content))


def _pdf(content: bytes) -> Evidence:
    verdict = evidence_pdf.judge_pdf(content)
    if verdict != evidence_pdf.SOUND:
        raise EvidenceRefused(PDF_SAYS[verdict])
    return Evidence(PDF, content)


def _picture(content: bytes) -> bytes:
    try:
        return pictures.upright_jpeg(content, LONGEST_SIDE)
    except PictureRefused as refusal:
        if refusal.message in (pictures.NOT_A_PICTURE, pictures.PDF):
            raise EvidenceRefused(NEITHER) from refusal
        if refusal.message == pictures.TOO_SMALL:
            raise EvidenceRefused(TOO_SMALL, **refusal.params) from refusal
        raise EvidenceRefused(refusal.message, **refusal.params) from refusal
