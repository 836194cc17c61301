"""Months nobody paid in time: the company sees that their places are given up, and no page of theirs any more."""

from datetime import timedelta

import pytest

from db.models import Batch, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import holds
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, SUGENG, counts, rows
from tests.web.desk import opened, small_sheet


@pytest.fixture
def no(client_for) -> str:
    no = opened(client_for("mitra"), months="3", sheet=small_sheet(SUGENG, SITI))
    run_out()
    return no


def run_out() -> None:
    holds.release_expired(now=utc_now() + timedelta(days=40))


def test_places_given_up_are_counted_apart_and_cost_nothing(client_for, no, visit):
    client = client_for("mitra")
    found = counts(client, no)
    assert (found["rows-total"], found["rows-ready"], found["rows-released"], found["price"]) == (2, 0, 2, 0)
    assert f"/batch/{no}?keadaan=released" in visit(client, f"/batch/{no}").text


def test_rows_say_why_and_lead_to_nobody(client_for, no):
    text = rows(client_for("mitra"), no, "released")
    assert "Sugeng Hartono" in text and "tidak dibayar sampai batas waktunya" in text.lower()
    assert "/pekerja/SMG" not in text
    assert client_for("mitra").get(f"/pekerja/{Worker.get().reg_no}").status_code == 403


def test_whom_the_company_did_not_name_in_a_sheet_is_named_no_more(client_for, people):
    client = client_for("mitra")
    desk.enrolled(client, nik=SUGENG[0], name=SUGENG[1])
    run_out()
    text = rows(client, Batch.get().no, "released")
    assert "S. H." in text and "Sugeng" not in text


def test_batch_page_without_such_places_does_not_speak_of_them(client_for):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SUGENG))
    assert "rows-released" not in counts(client, no)
    text = rows(client, no)
    assert "keadaan=released" not in text and "sudah dilepas" not in text
