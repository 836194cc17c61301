"""The photograph, the signature and the words read aloud, in a browser with a camera that shows a moving pattern."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# A browser with an Indonesian voice; what it would say is noted.
VOICE = """
window.said = [];
const voices = [{lang: "en-US", name: "Sam"}, {lang: "id-ID", name: "Damayanti"}];
class Words { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", {value: Words});
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, addEventListener: () => {},
  speak: (words) => said.push([words.lang, words.voice.name, words.text]),
  cancel: () => { said.push("berhenti"); },
}});
"""


@pytest.fixture(scope="module")
def browser_with_camera(browser_type, browser_type_launch_args) -> Iterator[Browser]:
    arguments = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *CAMERA]}
    browser = browser_type.launch(**arguments)
    yield browser
    browser.close()


@pytest.fixture
def camera_page(browser_with_camera, base_url) -> Iterator[Page]:
    context = browser_with_camera.new_context(base_url=base_url, permissions=["camera"])
    page = context.new_page()
    page.troubles = []
    context.on("weberror", lambda fault: page.troubles.append(str(fault.error)))
    context.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


def foto(width: int, height: int) -> dict:
    out = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", quality=95)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def foto_tersimpan(page: Page) -> Image.Image:
    """The photograph on the person's page, as it is kept."""
    answer = page.context.request.get(page.locator(".worker-photo").get_attribute("src"))
    assert answer.status == 200
    return Image.open(BytesIO(answer.body()))


def membubuhkan_tanda_tangan(page: Page) -> None:
    page.locator("input[name=consent_how][value=self]").check()
    pad = page.locator("canvas.signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 30 + (step % 3) * 25, steps=3)
    page.mouse.up()


def ada_goresan(page: Page) -> bool:
    """Whether any point of the pad is not transparent."""
    script = """pad => pad.getContext("2d").getImageData(0, 0, pad.width, pad.height)
        .data.some((value, at) => at % 4 === 3 && value > 0)"""
    return page.locator("canvas.signature-pad").evaluate(script)


def test_camera_takes_a_photo_and_is_switched_off(camera_page):
    page = camera_page
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011206880041", nama="Kasmin Sutrisno")
    expect(page.locator("#photo")).not_to_have_attribute("capture", re.compile(".*"))
    page.get_by_role("button", name="Pakai kamera").click()
    expect(page.get_by_role("button", name="Ambil foto")).to_be_focused()
    verbs.menunggu(page, "document.querySelector('.camera video').videoWidth > 0")
    expect_accessible(page)
    page.get_by_role("button", name="Ambil foto").click()
    expect(page.get_by_alt_text("Foto yang akan disimpan")).to_be_visible()
    expect(page.get_by_role("button", name="Pakai kamera")).to_be_focused()
    assert page.evaluate("document.querySelector('.camera video').srcObject") is None
    verbs.petugas_mengirim_pendaftaran(page)
    expect(page.get_by_alt_text("Foto Kasmin S.")).to_be_visible()
    assert foto_tersimpan(page).size[0] <= 800
    assert page.troubles == []


def test_large_photo_is_made_smaller_before_it_travels_and_stays_with_a_form_that_comes_back(page, troubles):
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011206880042", nama="Paijo Wibowo")
    large = foto(3200, 1600)
    page.locator("#photo").set_input_files(large)
    verbs.menunggu(page, "document.getElementById('photo').files[0].name === 'foto.jpg'")
    assert page.evaluate("document.getElementById('photo').files[0].size") < len(large["buffer"]) / 2
    expect(page.get_by_alt_text("Foto yang akan disimpan")).to_be_visible()
    page.locator("#rt").fill("abc")
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.get_by_role("alert")).to_contain_text("RT")
    expect(page.get_by_alt_text("Foto yang akan disimpan")).to_be_visible()
    expect(page.get_by_text("Foto ini ikut disimpan.")).to_be_visible()
    page.locator("#rt").fill("3")
    verbs.petugas_mengirim_pendaftaran(page)
    assert foto_tersimpan(page).size == (800, 400)
    assert [said for said in troubles if "422" not in said] == []


def test_signature_is_kept_given_back_and_cleared(page):
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011206880043", nama="Ngatiman Hadi")
    expect(page.locator("canvas.signature-pad")).to_be_hidden()  # thumb print is chosen
    membubuhkan_tanda_tangan(page)
    page.get_by_role("button", name="Hapus tanda tangan").click()
    assert not ada_goresan(page)
    assert page.locator("#signature-drawn").input_value() == ""
    membubuhkan_tanda_tangan(page)
    page.locator("#rt").fill("abc")
    page.get_by_role("button", name="Simpan pendaftaran").click()
    expect(page.get_by_role("alert")).to_contain_text("RT")
    verbs.menunggu(page, "document.querySelector('canvas.signature-pad').width > 300")
    page.locator("canvas.signature-pad").scroll_into_view_if_needed()
    expect(page.locator("#signature-drawn")).to_have_value(re.compile("^data:image/png;base64,"))
    page.wait_for_timeout(300)  # a picture is drawn after it has been decoded
    assert ada_goresan(page)
    expect_accessible(page)
    page.locator("#rt").fill("3")
    verbs.petugas_mengirim_pendaftaran(page)
    expect(page.get_by_alt_text("Tanda tangan orang ini")).to_be_visible()


def test_words_are_read_aloud_sentence_by_sentence_and_stop(page):
    page.add_init_script(VOICE)
    page.goto("/persetujuan/2026-11")
    page.get_by_role("button", name="Bacakan").click()
    page.get_by_role("button", name="Berhenti membacakan").click()
    expect(page.get_by_role("button", name="Bacakan", exact=True)).to_be_visible()
    said = page.evaluate("said")
    spoken = [words for words in said if words != "berhenti"]
    assert {(lang, voice) for lang, voice, _text in spoken} == {("id-ID", "Damayanti")}
    text = " ".join(text for _lang, _voice, text in spoken)
    assert text == page.locator("#consent-words").inner_text()
    assert said[-1] == "berhenti"


def test_button_that_reads_is_not_there_without_an_indonesian_voice(page):
    page.goto("/persetujuan/2026-11")
    expect(page.locator("#consent-words")).to_be_visible()
    expect(page.get_by_role("button", name="Bacakan")).to_be_hidden()


def test_note_is_asked_for_by_its_own_name(page):
    verbs.petugas_masuk(page)
    page.goto("/pekerja/baru")
    expect(page.get_by_label("Catatan persetujuan")).to_be_visible()
    page.locator("input[name=consent_how][value=thumb]").check()
    expect(page.get_by_label("Di mana cap jempolnya")).to_be_visible()
    page.locator("input[name=consent_how][value=witness]").check()
    expect(page.get_by_label("Nama saksi")).to_be_visible()


def test_without_a_script_the_photo_is_a_file_and_the_note_has_one_label(without_script):
    page = without_script
    verbs.petugas_masuk(page)
    verbs.petugas_mengisi_pendaftaran(page, nik="3374011206880044", nama="Tumijan Saputro")
    for name in ("Pakai kamera", "Bacakan", "Hapus tanda tangan"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    page.get_by_label("Catatan persetujuan").fill("di formulir kertas no. 12")
    page.locator("#photo").set_input_files(foto(900, 600))
    verbs.petugas_mengirim_pendaftaran(page)
    assert foto_tersimpan(page).size == (800, 533)
    expect(page.locator("main")).to_contain_text("di formulir kertas no. 12")


def test_pages_fit_a_telephone(page):
    page.set_viewport_size(PHONE)
    verbs.petugas_masuk(page)
    reg_no = verbs.petugas_mendaftarkan_pekerja(page, nik="3374011206880045", nama="Sarwono Adi")
    for address in ("/pekerja/baru", "/persetujuan/2026-11", f"/pekerja/{reg_no}"):
        page.goto(address)
        assert sideways(page) == []
        expect_accessible(page)
