"""A paper somebody sends as a PDF or as a picture, judged by its content, never by its name: the proof that money was
sent, the list a company's people have signed. A picture is drawn anew, a PDF keeps its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from kiosk.domain.words import N_
from kiosk.files import evidence_pdf, picture_reading, pictures
from kiosk.files.picture_reading import PictureRefused

MOST_BYTES = pictures.MOST_BYTES
LONGEST_SIDE = 1_800  # pixels: small print on a slip stays readable
PDF, PICTURE = "bukti_pdf", "bukti_foto"
MIMETYPES = {PDF: "application/pdf", PICTURE: "image/jpeg"}


@dataclass(frozen=True)
class PaperWords:
    """What is said where such a paper cannot be taken, each a whole sentence in Indonesian; `pdf` by the verdict of
    evidence_pdf."""

    empty: str
    too_large: str
    neither: str
    too_small: str
    broken_picture: str
    pdf: Mapping[str, str]


PAYMENT_PROOF = PaperWords(
    empty=N_("Berkas bukti ini kosong. Pilih berkas lain."),
    too_large=N_(
        "Berkas bukti lebih besar dari %(most)s MB. Kecilkan, atau foto layar buktinya, lalu pilih lagi."
    ),
    neither=N_("Berkas ini bukan PDF dan bukan foto. Pilih bukti berupa PDF, JPEG, PNG, atau WEBP."),
    too_small=N_(
        "Foto ini hanya %(width)s × %(height)s piksel, tulisannya tidak akan terbaca. Pakai foto paling sedikit "
        "%(least)s × %(least)s piksel."
    ),
    broken_picture=picture_reading.BROKEN,
    pdf={
        evidence_pdf.BROKEN: N_(
            "PDF ini rusak atau belum terkirim seluruhnya. Unduh lagi dari bank, atau kirim foto layarnya, lalu pilih "
            "lagi."
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
    },
)
SIGNED_LIST = PaperWords(
    empty=N_("Berkas daftar ini kosong. Pilih berkas lain."),
    too_large=N_(
        "Berkas daftar lebih besar dari %(most)s MB. Kecilkan, atau foto tiap halamannya, lalu pilih lagi."
    ),
    neither=N_("Berkas ini bukan PDF dan bukan foto. Pilih daftar berupa PDF, JPEG, PNG, atau WEBP."),
    too_small=N_(
        "Foto ini hanya %(width)s × %(height)s piksel, nama dan tanda tangannya tidak akan terbaca. Pakai foto paling "
        "sedikit %(least)s × %(least)s piksel."
    ),
    broken_picture=N_(
        "Foto ini rusak atau belum terkirim seluruhnya. Foto halamannya sekali lagi, atau pilih berkas lain."
    ),
    pdf={
        evidence_pdf.BROKEN: N_(
            "PDF ini rusak atau belum terkirim seluruhnya. Pindai daftarnya sekali lagi, atau kirim foto tiap "
            "halamannya, lalu pilih lagi."
        ),
        evidence_pdf.LOCKED: N_(
            "PDF ini terkunci kata sandi. Simpan ulang daftarnya tanpa kata sandi, lalu pilih lagi."
        ),
        evidence_pdf.ACTIVE: N_(
            "PDF ini membawa program, tautan yang menutupi halaman, atau berkas lain di dalamnya, maka tidak diterima. "
            "Pindai lagi sebagai PDF biasa, atau kirim foto tiap halamannya."
        ),
        evidence_pdf.HEAVY: N_(
            "PDF ini terlalu rumit untuk diperiksa. Pindai halaman yang ditandatangani saja sebagai PDF biasa, atau "
            "kirim fotonya."
        ),
    },
)


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


def size_of(paper: Evidence) -> tuple[int, int] | None:
    """Width and height of a picture in pixels, as it is kept; None for a PDF."""
    if paper.kind == PDF:
        return None
    with Image.open(BytesIO(paper.content)) as picture:
        return picture.size


def read_evidence(content: bytes, words: PaperWords = PAYMENT_PROOF) -> Evidence:
    """Raises EvidenceRefused with what is wrong and what to do, put in these words."""
    if not content:
        raise EvidenceRefused(words.empty)
    if len(content) > MOST_BYTES:
        raise EvidenceRefused(words.too_large, most=MOST_BYTES // 1_000_000)
    if b"%PDF-" in content[:1024]:
        return _pdf(content, words)
    return Evidence(PICTURE, _picture(content, words))


def _pdf(content: bytes, words: PaperWords) -> Evidence:
    verdict = evidence_pdf.judge_pdf(content)
    if verdict != evidence_pdf.SOUND:
        raise EvidenceRefused(words.pdf[verdict])
    return Evidence(PDF, content)


def _picture(content: bytes, words: PaperWords) -> bytes:
    said = {
        pictures.NOT_A_PICTURE: words.neither,
        pictures.PDF: words.neither,
        pictures.TOO_SMALL: words.too_small,
        picture_reading.BROKEN: words.broken_picture,
    }
    try:
        return pictures.upright_jpeg(content, LONGEST_SIDE)
    except PictureRefused as refusal:
        raise EvidenceRefused(said.get(refusal.message, refusal.message), **refusal.params) from refusal
