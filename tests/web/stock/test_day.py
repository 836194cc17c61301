"""The end of a day on its page and on paper."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest

from kiosk.domain.clock import today
from kiosk.domain.words import long_date
from tests.web import desk

COUNTED = re.compile(r'<data id="([^"]+)" value="(-?\d+)"')


def figures(answer) -> dict[str, str]:
    return dict(COUNTED.findall(answer.text))


def text_of(pdf: bytes) -> list[str]:
    assert pdf.startswith(b"%PDF-")
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(pdf))]


def stocked(client, count: int = 100) -> None:
    fields = {"client_key": desk.key(), "kind": "in", "item": "cr80", "count": count}
    assert desk.send(client, "/kartu/stok?pos=johar", fields).status_code == 303


def test_officer_sees_the_day_s_work_and_stock(client_for, visit):
    client = client_for("petugas")
    desk.enrolled(client)
    stocked(client)
    page = visit(client, "/kartu/harian")
    assert "Pos Pasar Johar" in page.text and long_date(today()) in page.text
    assert figures(page) == {
        "day-good": "0", "day-spoiled": "0", "day-handed": "0", "day-missed": "0", "day-enrolled": "1",
        "closing-cr80": "100", "closing-a4": "0",
    }  # fmt: skip
    assert {"/pekerja?hari=ini&pos=ini", "/kartu/stok?pos=johar"} <= set(page.page.addresses)


def test_one_goes_from_day_to_day_but_not_beyond_today(client_for, visit):
    client = client_for("petugas")
    desk.enrolled(client)
    yesterday, tomorrow = (today() + timedelta(days=days) for days in (-1, 1))
    page = visit(client, "/kartu/harian")
    assert f"/kartu/harian?hari={yesterday}&pos=johar" in page.page.addresses
    assert not [href for href in page.page.addresses if str(tomorrow) in href]
    page = visit(client, f"/kartu/harian?hari={yesterday}&pos=johar")
    assert figures(page)["day-enrolled"] == "0"
    assert f"/kartu/harian?hari={today()}&pos=johar" in page.page.addresses
    assert "/pekerja?hari=ini&pos=ini" not in page.page.addresses


@pytest.mark.parametrize(
    "day", ["2999-01-01", "2026-02-30", "20261121", "2026-W47-6", "kemarin", "1999-12-31", "٢٠٢٦-01-01"]
)
def test_odd_or_coming_day_shows_today_and_says_so(client_for, visit, day):
    page = visit(client_for("petugas"), f"/kartu/harian?hari={day}")
    assert "Yang tampil adalah hari ini" in page.text and long_date(today()) in page.text
    assert client_for("petugas").get(f"/kartu/harian.pdf?hari={day}").status_code == 422


def test_sheet_to_sign_holds_the_same_figures(client_for, people):
    client = client_for("petugas")
    desk.enrolled(client)
    stocked(client, 77)
    answer = client.get("/kartu/harian.pdf?pos=johar")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert f"lembar-harian-{today()}.pdf" in answer.headers["Content-Disposition"]
    (page,) = text_of(answer.data)
    for words in (
        "Pos Pasar Johar",
        long_date(today()),
        people["petugas"].name,
        "77",
        "Kepala pos",
        "belum terhitung",
    ):
        assert words in page, words


def test_sheet_of_a_day_without_work_can_be_signed_too(client_for):
    yesterday = today() - timedelta(days=1)
    (page,) = text_of(client_for("petugas").get(f"/kartu/harian.pdf?hari={yesterday}").data)
    assert "Tidak ada yang tercatat hari ini." in page and "belum terhitung" not in page


def test_admin_sees_all_posts_and_prints_those_with_work(client_for, visit):
    desk.enrolled(client_for("petugas"))
    page = visit(client_for("admin"), "/kartu/harian")
    assert f"/kartu/harian?hari={today()}&pos=tambak-lorok" in page.page.addresses
    pages = text_of(client_for("admin").get("/kartu/harian.pdf").data)
    assert len(pages) == 1 and "Pos Pasar Johar" in pages[0]


def test_owner_colleague_admin_and_auditor_open_it_stranger_and_company_do_not(client_for, people):
    for address in ("/kartu/harian?pos=johar", "/kartu/harian.pdf?pos=johar"):
        answers = {
            name: client_for(name).get(address).status_code
            for name in ("petugas", "rekan", "admin", "auditor", "petugas2", "mitra", "opd", "donatur")
        }
        assert answers == {
            "petugas": 200, "rekan": 200, "admin": 200, "auditor": 200,
            "petugas2": 403, "mitra": 403, "opd": 403, "donatur": 403,
        }  # fmt: skip
    assert client_for("petugas").get("/kartu/harian?pos=tidak-ada").status_code == 404


def test_queries_do_not_grow_with_officers_or_posts(client_for, count_queries):
    admin = client_for("admin")
    few = count_queries(lambda: admin.get("/kartu/harian"))
    desk.enrolled(client_for("petugas"))
    desk.enrolled(client_for("rekan"), nik="3374015708900002", sex="P", name="Siti Aminah", phone="")
    assert count_queries(lambda: admin.get("/kartu/harian")) == few
