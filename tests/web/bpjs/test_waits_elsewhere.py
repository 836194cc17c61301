"""Whom BPJS rejected waits for post or company: counted under words of its own, not as something the admin settles."""

import re

import pytest

from db.models import WorkerFlag
from kiosk.domain.clock import utc_now
from tests.services.at_once import acting
from tests.services.bpjs_files import accepted, asked_people, rejected, sheet
from tests.web.bpjs.test_answers import LIST, address, upload

COUNTER = re.compile(r'<data id="([^"]+)" value="(\d+)"')


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def answered(people, admin) -> str:
    """The page of an answer that accepts one person and rejects two."""
    asked_people(people, acting(people["admin"]), 3)
    upload(admin, sheet([accepted(1), rejected(2, "NIK tidak padan"), rejected(3, "")]))
    return address()


def test_the_page_of_the_answer_says_where_they_wait_and_asks_nothing_of_the_admin(answered, admin, visit):
    page = visit(admin, answered).text
    assert "2 orang ditolak BPJS, sudah tercatat, dan menunggu perbaikan di pos atau perusahaan." in page
    assert f'href="{answered}?hasil=rejected#lines"' in page and 'href="/bpjs/ditolak"' in page
    assert "perlu diselesaikan" not in page and "galat.xlsx" not in page
    assert admin.post(f"{answered}/galat.xlsx").status_code != 200


def test_the_list_of_answers_counts_them_apart(answered, admin, visit):
    page = visit(admin, LIST).text
    assert "2 menunggu perbaikan di pos atau perusahaan" in page


def test_who_is_mended_is_counted_no_more(answered, admin, visit):
    first = WorkerFlag.select().order_by(WorkerFlag.id).first()
    WorkerFlag.update(settled_at=utc_now()).where(WorkerFlag.id == first.id).execute()
    assert "1 orang ditolak BPJS, sudah tercatat" in visit(admin, answered).text
    assert "1 menunggu perbaikan di pos" in visit(admin, LIST).text
    WorkerFlag.update(settled_at=utc_now()).execute()
    page = visit(admin, answered).text
    assert "menunggu perbaikan" not in page and "3 baris terbaca dan tercatat semuanya." in page


def test_the_first_page_counts_them_apart_from_what_the_admin_checks(answered, admin, visit):
    found = dict(COUNTER.findall(visit(admin, "/").text))
    assert found["bpjs-rejected"] == "2" and "to-check" not in found
    WorkerFlag.update(settled_at=utc_now()).execute()
    assert "bpjs-rejected" not in dict(COUNTER.findall(visit(admin, "/").text))
