"""The same sheet once more: /batch/lembar-sama before it is sent, the batch's page afterwards."""

from hashlib import sha256

import pytest

from db.models import Batch, Upload
from tests.web.batches.test_open_batch import SITI, SUGENG
from tests.web.desk import BY_HTMX, opened, send, small_sheet

SAID = "Lembar dengan isi yang sama sudah pernah diunggah."


def ask(client, sheet: tuple):
    content = sheet[0].getvalue()
    return send(client, "/batch/lembar-sama", {"sha256": sha256(content).hexdigest()}, headers=BY_HTMX)


@pytest.fixture
def no(client_for) -> str:
    return opened(client_for("mitra"), sheet=small_sheet(SUGENG))


def test_batch_with_this_content_is_named_whatever_the_file_is_called(client_for, no):
    text = ask(client_for("mitra"), small_sheet(SUGENG, name="lain.csv")).text
    assert SAID in text and f'href="/batch/{no}"' in text
    assert ask(client_for("mitra"), small_sheet(SITI)).text.strip() == ""


@pytest.mark.parametrize(
    ("name", "named"), [("mitra_rekan", True), ("admin", True), ("mitra2", False), ("petugas", False)]
)
def test_only_who_may_see_the_batch_is_told(client_for, no, name, named):
    answer = ask(client_for(name), small_sheet(SUGENG))
    assert (answer.status_code, no in answer.text) == (200, named)


def test_auditor_uploads_nothing_and_asks_nothing(client_for, no):
    assert ask(client_for("auditor"), small_sheet(SUGENG)).status_code == 403
    assert "same-sheet-watch" not in client_for("auditor").get("/batch/baru").text


def test_refused_sheet_and_withdrawn_batch_are_not_named(client_for, no):
    Upload.update(state="refused").execute()
    assert SAID not in ask(client_for("mitra"), small_sheet(SUGENG)).text
    Upload.update(state="read").execute()
    Batch.update(state="withdrawn").execute()
    assert SAID not in ask(client_for("mitra"), small_sheet(SUGENG)).text


@pytest.mark.parametrize("content", ["", "bukan angka", "f" * 63, "F" * 64, "g" * 64])
def test_no_content_s_number_finds_nothing(client_for, no, content):
    assert send(client_for("mitra"), "/batch/lembar-sama", {"sha256": content}).text.strip() == ""


def test_batch_page_points_to_the_other_batch_with_its_months(client_for, no, visit):
    client = client_for("mitra")
    other = opened(client, months="1", sheet=small_sheet(SUGENG, name="lain.csv"))
    text = visit(client, f"/batch/{other}").text
    assert "Lembar yang sama sudah ada dalam batch lain." in text
    assert f'href="/batch/{no}"' in text and "6 bulan. Orang yang bulannya sudah ditanggung di sana" in text
