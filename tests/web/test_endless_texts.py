"""A text without end, in any field or address, is answered like one that is a little too long."""

import io
from base64 import b64encode

import pytest
from PIL import Image

from db.models import Attachment
from kiosk.web.endless_texts import LONGEST
from tests.web import desk

ENDLESS = "a" * 60_000


@pytest.mark.parametrize("letters", ["a" * 60_000, "é" * 60_000])
def test_search_for_an_endless_name_finds_nobody_and_is_no_fault(client_for, people, letters):
    opd = people["opd"].opd.code
    answer = desk.send(client_for("opd"), f"/opd/{opd}/tautan", {"cari": letters})
    assert answer.status_code in (200, 422)


def test_what_a_page_asks_for_in_its_address_is_cut_too(client_for):
    answer = client_for("petugas").get("/pekerja", query_string={"q": ENDLESS})
    assert answer.status_code in (200, 422)
    assert f'value="{ENDLESS}' not in answer.text


def test_endless_field_comes_back_with_its_own_rule(client_for):
    answer = desk.send(client_for("petugas"), "/pekerja/baru", desk.person(workplace=ENDLESS))
    assert answer.status_code == 422
    assert "paling banyak" in answer.text.lower() or "terlalu panjang" in answer.text.lower()
    assert "a" * (LONGEST + 2) not in answer.text


def test_a_drawn_signature_is_no_text(client_for):
    noise = Image.effect_noise((300, 120), 90)
    noise.save(drawn := io.BytesIO(), "PNG")
    signature = f"data:image/png;base64,{b64encode(drawn.getvalue()).decode()}"
    assert len(signature) > 2 * LONGEST
    desk.enrolled(client_for("petugas"), consent_how="self", signature=signature)
    assert Attachment.select().count() == 1
