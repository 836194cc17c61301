"""Proof of a payment: a PDF that runs nothing, or a picture drawn anew; judged by content."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from kiosk.files.evidence import MOST_BYTES, PDF, PICTURE, EvidenceRefused, read_evidence


def pdf(change=None, **save) -> bytes:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    if change:
        change(document)
    document.save(out, **save)
    return out.getvalue()


def picture(kind: str, **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", (600, 2_400), "white").save(out, kind, **more)
    return out.getvalue()


def test_a_plain_pdf_is_kept_byte_by_byte():
    content = pdf()
    kept = read_evidence(content)
    assert (kept.kind, kept.content) == (PDF, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_without_what_a_telephone_writes_into_it(kind):
    exif = Image.Exif()
    exif[0x010E] = "Rumah Slamet"
    kept = read_evidence(picture(kind, exif=exif))
    assert kept.kind == PICTURE
    assert b"Rumah Slamet" not in kept.content
    with Image.open(BytesIO(kept.content)) as drawn:
        assert (drawn.format, max(drawn.size)) == ("JPEG", 1_800)


def script(document) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def nested_script(document) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    )


def launcher(document) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def attachment(document) -> None:
    document.attachments["daftar.exe"] = b"MZ"


def form_of_its_own(document) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]))


@pytest.mark.parametrize("change", [script, nested_script, launcher, attachment, form_of_its_own])
def test_a_pdf_that_does_something_is_refused(change):
    with pytest.raises(EvidenceRefused, match="membawa program"):
        read_evidence(pdf(change))


def test_a_locked_pdf_is_refused():
    for passwords in ({"owner": "x", "user": "y"}, {"owner": "x", "user": ""}):
        with pytest.raises(EvidenceRefused, match="terkunci"):
            read_evidence(pdf(encryption=pikepdf.Encryption(**passwords)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 bukan", "rusak"),
        (pdf()[:200], "rusak"),
        (b"MZ\x90\x00", "bukan PDF dan bukan foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF dan bukan foto"),
        (picture("JPEG")[:300], "rusak"),
        (b"0" * (MOST_BYTES + 1), "lebih besar"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, said):
    with pytest.raises(EvidenceRefused, match=said):
        read_evidence(content)
