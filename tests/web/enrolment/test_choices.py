"""What the enrolment form offers to choose from, in the order in which it is needed."""

import re

import pytest

from db.connection import writing
from db.models import Batch, Worker
from tests.web import desk


def options_of(page: str, name: str) -> str:
    return re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)[0]


def test_the_post_s_own_kecamatan_stands_first_and_people_from_outside_right_behind_it(client_for):
    options = options_of(client_for("petugas2").get("/pekerja/baru").text, "kelurahan")
    groups = re.findall(r'<optgroup label="([^"]+)">|<option value="(luar)">', options)
    assert groups[0][0] == "Semarang Utara" and groups[1][1] == "luar" and len(groups) == 17


def test_name_that_exists_twice_says_its_kecamatan(client_for):
    options = options_of(client_for("petugas").get("/pekerja/baru").text, "kelurahan")
    assert "Mangunharjo (Tembalang)" in options and "Mangunharjo (Tugu)" in options
    assert ">Kauman<" in options


def test_occupation_carries_its_schemes_and_other_words(client_for):
    options = options_of(client_for("petugas").get("/pekerja/baru").text, "occupation")
    becak = re.search(r'<option value="tukang-becak"[^>]*>', options)[0]
    assert "Pijar Semar" in becak and "Pedicab driver" in becak
    assert "ojol" in re.search(r'<option value="ojek-online"[^>]*>', options)[0]


@pytest.mark.parametrize(("places", "said"), [(None, ""), (3, ", sisa 2 tempat"), (2, ", sisa 1 tempat")])
def test_open_batch_says_how_many_places_are_left(client_for, people, places, said):
    client, no = client_for("petugas"), batch_with_one_person(client_for, people, places)
    option = re.search(rf'<option value="{no}">([^<]+)</option>', client.get("/pekerja/baru").text)[1]
    assert option.endswith(f"bulan){said}")


def test_full_batch_stays_to_be_seen_and_cannot_be_chosen(client_for, people):
    no = batch_with_one_person(client_for, people, places=1)
    page = client_for("petugas").get("/pekerja/baru").text
    assert re.search(rf'<option disabled value="{no}">[^<]+, penuh</option>', page)


def test_who_had_chosen_it_before_it_was_full_is_told_so_and_nobody_is_saved_unfunded(client_for, people):
    """Given back it stays chosen: a browser sends nothing for a choice that is inert."""
    no = batch_with_one_person(client_for, people, places=1)
    answer = desk.enrol(client_for("petugas"), nik="3374020902000001", name="Sugeng", phone="", batch=no)
    assert answer.status_code == 422 and f"Tempat pada batch {no} sudah habis" in answer.text
    assert re.search(rf'<option selected value="{no}">', answer.text)
    assert Worker.select().count() == 1


def test_whose_form_took_the_last_place_gets_the_same_answer_again(client_for, people):
    no, client = batch_with_one_person(client_for, people, places=2), client_for("petugas")
    sugeng = desk.person(nik="3374020902000001", name="Sugeng", phone="", batch=no)
    first, again = (desk.send(client, "/pekerja/baru", sugeng) for _ in range(2))
    assert first.status_code == again.status_code == 303 and first.location == again.location


def test_the_batch_stays_chosen_for_the_next_person(client_for, people, visit):
    no, client = batch_with_one_person(client_for, people, places=3), client_for("petugas")
    assert f'href="/pekerja/baru?batch={no}"' in visit(client, f"/batch/{no}").text
    saved = desk.enrol(
        client, nik="3374020902000001", name="Sugeng", phone="", batch=no, kelurahan="33.74.01.1001"
    )
    page = visit(client, saved.location).text
    assert no in page and "Sisa 1 tempat" in page
    assert f'href="/pekerja/baru?batch={no}"' in page
    form = visit(client, f"/pekerja/baru?batch={no}").text
    assert f'selected value="{no}"' in options_of(form, "batch")
    assert f'selected value="{no}"' not in options_of(visit(client, "/pekerja/baru").text, "batch")


def test_full_it_is_offered_to_nobody_next(client_for, people, visit):
    no, client = batch_with_one_person(client_for, people, places=1), client_for("petugas")
    page = visit(client, f"/pekerja/{Worker.get().reg_no}?baru=1").text
    assert "Tempatnya sudah habis" in page and f"/pekerja/baru?batch={no}" not in page
    assert f"/pekerja/baru?batch={no}" not in visit(client, f"/batch/{no}").text
    form = visit(client, f"/pekerja/baru?batch={no}").text
    assert f"Tempat pada batch {no} sudah habis" in form
    assert f'selected value="{no}"' not in options_of(form, "batch")
    assert "tidak terbuka di sini" in visit(client, "/pekerja/baru?batch=B26-XXXXXX").text


def batch_with_one_person(client_for, people, places: int | None) -> str:
    client = client_for("petugas")
    no = desk.opened(client, company=str(people["mitra"].company_id))
    desk.enrolled(client, batch=no)
    with writing():
        Batch.update(places=places).where(Batch.no == no).execute()
    return no
