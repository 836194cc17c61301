"""What the enrolment form offers to choose from, in the order in which it is needed."""

import re

import pytest

from db.connection import writing
from db.models import Batch
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


def test_full_batch_is_not_offered(client_for, people):
    no = batch_with_one_person(client_for, people, places=1)
    assert f'value="{no}"' not in client_for("petugas").get("/pekerja/baru").text


def batch_with_one_person(client_for, people, places: int | None) -> str:
    client = client_for("petugas")
    no = desk.opened(client, company=str(people["mitra"].company_id))
    desk.enrolled(client, batch=no)
    with writing():
        Batch.update(places=places).where(Batch.no == no).execute()
    return no
