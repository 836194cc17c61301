"""Proof of a payment: a PDF that runs nothing, or a picture drawn anew; judged by content."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from kiosk.files import evidence_pdf
from kiosk.files.evidence import (
    MOST_BYTES,
    PAYMENT_PROOF,
    PDF,
    PICTURE,
    SIGNED_LIST,
    EvidenceRefused,
    read_evidence,
)


def pdf(change=None, **save) -> bytes:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    if change:
        change(document)
    document.save(out, **save)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (600, 2_400), **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
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


def opens_an_address(document) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example")


def opens_an_address_elsewhere(document) -> None:
    document.Root.OpenAction = document.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example")
    )


def address_when_the_page_is_shown(document) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example")
    )


def another_file(document) -> None:
    link(document, (0, 0, 9, 9), pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="other.pdf"))


def thread_of_a_share(document) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Thread, F=r"\\evil\share")


def stream_from_elsewhere(document) -> None:
    content = document.make_stream(b"")
    content.F = "http://evil.example/x"
    document.pages[0].Contents = content


def form_of_another_file(document) -> None:
    form = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Ref = pikepdf.Dictionary(F=r"\\evil\share\x.pdf", Page=0)
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=form))


def link_over_the_page(document) -> None:
    link(document, (0, 0, 612, 400))


def page_tiled_with_links(document) -> None:
    for top in range(0, 792, 72):
        link(document, (0, top, 612, top + 72))


def link(document, corners, action=None) -> None:
    page = document.pages[0].obj
    action = action or pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://bank.example")
    mark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=list(corners), A=action
    )
    page.Annots = pikepdf.Array([*page.get("/Annots", ()), mark])


ACTS = (
    script, nested_script, launcher, attachment, form_of_its_own, opens_an_address, opens_an_address_elsewhere,
    address_when_the_page_is_shown, another_file, thread_of_a_share, stream_from_elsewhere, form_of_another_file,
    link_over_the_page, page_tiled_with_links,
)  # fmt: skip


@pytest.mark.parametrize("change", ACTS)
def test_a_pdf_that_does_something_is_refused(change):
    with pytest.raises(EvidenceRefused, match="membawa program"):
        read_evidence(pdf(change))


def test_a_link_in_a_footer_as_browsers_print_it_is_no_reason_to_refuse():
    content = pdf(lambda document: link(document, (50, 20, 300, 40)))
    assert read_evidence(content).content == content


def test_a_beginning_at_a_page_is_no_reason_to_refuse():
    def begin(document) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert read_evidence(pdf(begin)).kind == PDF


def archive(content: bytes) -> bytes:
    """The same file as an archive too: what it ends with is the archive's remark."""
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("evil.exe", b"MZ")
        packed.comment = b"%%EOF"
    return out.getvalue()


def test_a_pdf_that_is_an_archive_too_is_refused():
    with pytest.raises(EvidenceRefused, match="berkas lain"):
        read_evidence(archive(pdf()))


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("end", [b"", b"\n%%EOF\n"])
def test_a_part_of_a_pdf_is_refused_though_it_could_be_mended(kept, end):
    whole = pdf(lambda document: [document.add_blank_page() for _ in range(20)])
    with pytest.raises(EvidenceRefused, match="rusak"):
        read_evidence(whole[: int(len(whole) * kept)] + end)


def test_a_pdf_of_very_many_things_is_refused_before_they_are_looked_at():
    def fill(document) -> None:
        document.Root.Many = pikepdf.Array(
            [document.make_indirect(pikepdf.Dictionary()) for _ in range(20_001)]
        )

    with pytest.raises(EvidenceRefused, match="terlalu rumit"):
        read_evidence(pdf(fill, object_stream_mode=pikepdf.ObjectStreamMode.generate))


def test_nobody_waits_longer_for_a_pdf_than_patience_lasts(monkeypatch):
    monkeypatch.setattr(evidence_pdf, "_FENCE_PATIENCE", 0.001)
    with pytest.raises(EvidenceRefused, match="terlalu rumit"):
        read_evidence(pdf())


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
        (b"<script>1</script>" + pdf(), "rusak"),
        (pdf() + b"<script>1</script>", "rusak"),
        (b"MZ\x90\x00", "bukan PDF dan bukan foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF dan bukan foto"),
        (picture("JPEG")[:300], "rusak"),
        (b"0" * (MOST_BYTES + 1), "lebih besar"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, said):
    with pytest.raises(EvidenceRefused, match=said):
        read_evidence(content)


def test_a_picture_too_small_to_read_is_refused_by_its_writing_not_by_a_face():
    with pytest.raises(EvidenceRefused, match="tulisannya tidak akan terbaca"):
        read_evidence(picture("JPEG", size=(60, 60)))


REFUSED = (
    b"",
    b"0" * (MOST_BYTES + 1),
    b"MZ\x90\x00",
    picture("JPEG", size=(60, 60)),
    picture("JPEG")[:300],
    b"%PDF-1.7 bukan",
    pdf(script),
    pdf(encryption=pikepdf.Encryption(owner="x", user="y")),
)


def refusal(content: bytes, words) -> EvidenceRefused:
    with pytest.raises(EvidenceRefused) as refused:
        read_evidence(content, words)
    return refused.value


@pytest.mark.parametrize("content", REFUSED)
def test_a_signed_list_is_refused_in_words_of_its_own(content):
    """By the same checks, with the same figures; nobody is sent to a bank for a list."""
    of_list, of_proof = refusal(content, SIGNED_LIST), refusal(content, PAYMENT_PROOF)
    assert str(of_proof) != str(of_list)
    assert of_list.params == of_proof.params
    assert not {"bukti", "bank"} & set(str(of_list).lower().replace(",", " ").replace(".", " ").split())


def test_every_verdict_on_a_pdf_has_words_for_both_kinds_of_paper():
    verdicts = {evidence_pdf.BROKEN, evidence_pdf.LOCKED, evidence_pdf.ACTIVE, evidence_pdf.HEAVY}
    assert set(PAYMENT_PROOF.pdf) == set(SIGNED_LIST.pdf) == verdicts
    assert not [said for said in SIGNED_LIST.pdf.values() if "bank" in said or "bukti" in said]
