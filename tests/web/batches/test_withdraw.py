"""A batch opened by mistake is taken back while nobody stands in it: /batch/<no>/batal."""

import pytest

from db.models import Batch
from tests.web.batches.test_open_batch import SITI
from tests.web.desk import opened, send, small_sheet
from tests.web.house_rules import check_page


def withdraw(client, no: str):
    return send(client, f"/batch/{no}/batal", {})


def test_empty_batch_is_withdrawn_and_leaves_the_list(client_for, visit):
    client = client_for("mitra")
    no = opened(client)
    answer = withdraw(client, no)
    assert (answer.status_code, answer.location) == (303, "/batch")
    assert f"Batch {no} dibatalkan." in visit(client, "/batch").text
    assert no not in visit(client, "/batch").text
    assert "Batch ini sudah dibatalkan." in visit(client, f"/batch/{no}").text


def test_batch_with_people_stays_and_says_why(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SITI))
    answer = withdraw(client, no)
    assert answer.status_code == 422
    check_page(answer)
    assert "Batch ini sudah berisi pekerja" in answer.text
    assert Batch.get().state == "open"


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_stranger_is_refused(client_for, name):
    no = opened(client_for("mitra"))
    assert withdraw(client_for(name), no).status_code == 403
    assert Batch.get().state == "open"


def test_colleague_may(client_for):
    no = opened(client_for("mitra"))
    assert withdraw(client_for("mitra_rekan"), no).status_code == 303
