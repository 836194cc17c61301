"""People whose cover ends are taken on from the list."""

import re

import pytest

from db.models import Batch, CoverageMonth, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import initials
from tests import programme_rows
from tests.ledger_rows import planned_months, somebody
from tests.services.at_once import nik
from tests.web import desk

PATH = "/berakhir/penerus"
THIS = first_of_month(today())


@pytest.fixture
def ending(client_for):
    """ending(0, 1): people of an officer whose months end so far ahead."""

    def made(*ahead: int) -> list[Worker]:
        officer, people = client_for("petugas"), []
        for serial, last in enumerate(ahead, start=1):
            number = desk.enrolled(officer, nik=nik(serial), birth_on="", name=f"Orang Ke {serial}", phone="")
            people.append(Worker.get(Worker.reg_no == number))
            planned_months(
                people[-1], [add_months(THIS, at) for at in range(last + 1)], funder=somebody("apbd")
            )
        return people

    return made


def picks_on(answer) -> list[str]:
    return re.findall(r'name="pick" value="([0-9a-f]+)"', answer.text)


def sent(client, picks: list[str], **other):
    data = {"client_key": desk.key(), "months": "3", "filters": "siapa=lain", "pick": picks, **other}
    return desk.send(client, PATH, data)


def test_company_takes_on_who_it_knows_by_initials_and_comes_to_the_batch(client_for, visit, ending):
    ending(0)
    mitra = client_for("mitra")
    answer = sent(mitra, picks_on(visit(mitra, "/berakhir?siapa=lain")))
    batch = Batch.get()
    assert (answer.status_code, answer.location) == (303, f"/batch/{batch.no}")
    assert batch.name.startswith("Perpanjangan ")
    text = visit(mitra, answer.location).text
    assert "1 orang sekarang ditanggung." in text
    assert initials("Orang Ke 1") in text and "Orang Ke 1" not in text and "/pekerja/SMG-" not in text


def test_several_batches_and_who_was_left_out_are_said(client_for, visit, ending):
    _first, _second, gone = ending(0, 1, 0)
    mitra = client_for("mitra")
    picks = picks_on(visit(mitra, "/berakhir?siapa=lain"))
    planned_months(gone, [add_months(THIS, ahead) for ahead in range(1, 9)])
    answer = sent(mitra, picks)
    assert answer.status_code == 200 and answer.text.count("Buka batch ") == 2
    assert "2 orang sekarang ditanggung." in answer.text and "1 orang tidak ikut" in answer.text
    assert "Orang Ke 3" not in answer.text and "sudah ada yang menanggung" in answer.text


def test_admin_gives_the_city_s_money_and_reads_who_was_taken_until_when(client_for, visit, ending):
    (one,) = ending(0)
    city, admin = Funder.get(Funder.kind == "apbd"), client_for("admin")
    programme_rows.opened_for_all(city)
    answer = sent(admin, picks_on(visit(admin, "/berakhir")), funder=str(city.id), months="", filters="")
    assert answer.status_code == 200 and "Orang Ke 1" in answer.text and 'href="/berakhir"' in answer.text
    assert "mulai Januari" in answer.text
    assert not Batch.select().exists()
    last = max(row.month for row in CoverageMonth.select().where(CoverageMonth.worker == one))
    assert last.month == 12


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pick": []}, "Belum ada orang yang dipilih."), ({"pick": ["abc"]}, "Pilihan ini tidak dikenal"),
        ({"months": "2"}, "Pilih untuk berapa bulan"), ({"months": "tiga"}, "Pilih untuk berapa bulan"),
    ],
)  # fmt: skip
def test_wish_that_is_wrong_gives_the_list_back_with_its_ticks(client_for, visit, ending, wrong, sentence):
    ending(0)
    mitra = client_for("mitra")
    answer = sent(mitra, picks_on(visit(mitra, "/berakhir?siapa=lain")), **wrong)
    assert answer.status_code == 422 and sentence in answer.text
    assert answer.text.count(" checked") == (0 if "pick" in wrong else 1)
    assert not Batch.select().exists()


def test_same_form_sent_twice_takes_on_once(client_for, visit, ending):
    ending(0)
    mitra, key = client_for("mitra"), desk.key()
    picks = picks_on(visit(mitra, "/berakhir?siapa=lain"))
    assert sent(mitra, picks, client_key=key).location == sent(mitra, picks, client_key=key).location
    assert Batch.select().count() == 1


def test_handle_of_one_reader_is_of_no_use_to_another(client_for, visit, ending):
    ending(0)
    picks = picks_on(visit(client_for("mitra"), "/berakhir?siapa=lain"))
    assert sent(client_for("mitra2"), picks).status_code == 422


def test_handles_are_offered_to_those_only_who_may_take_on(client_for, visit, ending):
    ending(0)
    shown = {
        name: len(picks_on(visit(client_for(name), "/berakhir"))) for name in ("petugas", "auditor", "admin")
    }
    shown |= {"mitra": len(picks_on(visit(client_for("mitra"), "/berakhir?siapa=lain")))}
    shown |= {"donatur": len(picks_on(visit(client_for("donatur"), "/berakhir")))}
    assert shown == {"petugas": 0, "auditor": 0, "admin": 1, "mitra": 1, "donatur": 0}


def test_address_of_the_form_leads_back_to_the_list(client_for, people):
    assert client_for("mitra").get(PATH).location == "/berakhir"
