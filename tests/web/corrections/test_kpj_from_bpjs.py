"""A KPJ that BPJS has named is changed by the admin alone; for others it is shown masked, and nothing else is lost."""

import pytest

from db.models import Correction, Membership, Worker
from kiosk.services import safe
from tests.web import desk
from tests.web.corrections.test_correct import correct

OTHER = "26000999888"
SENTENCE = "Hanya admin yang dapat mengubahnya."


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), kpj=desk.KPJ)


@pytest.fixture
def from_bpjs(reg_no) -> str:
    worker = Worker.get()
    Membership.create(
        worker=worker, kpj_sealed=worker.kpj_sealed, kpj_hash=worker.kpj_hash, source="answer", noted_by_id=1
    )
    return reg_no


def number() -> str | None:
    return safe.open_text(Worker.get().kpj_sealed, safe.KPJ)


@pytest.mark.parametrize("name", ["petugas", "rekan", "auditor"])
def test_it_is_shown_masked_with_who_may_change_it(client_for, visit, from_bpjs, name):
    page = visit(client_for(name), f"/pekerja/{from_bpjs}/koreksi").text
    assert "26••••••456" in page and SENTENCE in page
    assert 'name="kpj"' not in page and 'name="kpj_gone"' not in page and desk.KPJ not in page


@pytest.mark.parametrize("fields", [{"kpj": OTHER}, {"kpj_gone": "y"}])
def test_a_posted_change_is_refused_and_the_rest_of_the_form_stays(client_for, from_bpjs, fields):
    answer = correct(client_for("petugas"), from_bpjs, **fields, name="Slamet Raharjo")
    assert answer.status_code == 422 and "hanya admin yang dapat mengubahnya" in answer.text
    assert 'value="Slamet Raharjo"' in answer.text and OTHER not in answer.text
    assert number() == desk.KPJ and Worker.get().name == desk.NAME and not Correction.select().exists()


def test_a_company_may_not_either(client_for, people):
    client = client_for("mitra")
    own = desk.enrolled(client, nik="3374011705030007", name="Siti Aminah", sex="L", phone="")
    Membership.create(worker=Worker.get(), kpj_sealed=b"x", kpj_hash=b"y", source="answer", noted_by_id=1)
    answer = correct(client, own, kpj=OTHER)
    assert (
        answer.status_code == 422 and "hanya admin yang dapat mengubahnya" in answer.text and number() is None
    )


def test_everything_else_is_corrected_as_ever(client_for, from_bpjs):
    assert correct(client_for("petugas"), from_bpjs, name="Slamet Raharjo").status_code == 303
    assert Worker.get().name == "Slamet Raharjo" and number() == desk.KPJ


def test_the_admin_changes_it_with_a_reason(client_for, visit, from_bpjs):
    admin = client_for("admin")
    page = visit(admin, f"/pekerja/{from_bpjs}/koreksi").text
    assert 'name="kpj"' in page and "Nomor ini diberikan BPJS." in page
    assert correct(admin, from_bpjs, kpj=OTHER, reason="").status_code == 422
    assert correct(admin, from_bpjs, kpj=OTHER).status_code == 303 and number() == OTHER


@pytest.mark.parametrize("source", ["own", "withdrawn"])
def test_where_bpjs_has_named_none_it_is_corrected_as_ever(client_for, from_bpjs, source):
    Membership.update(source=source).execute()
    assert correct(client_for("petugas"), from_bpjs, kpj=OTHER).status_code == 303 and number() == OTHER


def test_an_answer_without_a_number_guards_nothing(client_for, from_bpjs):
    Membership.update(kpj_hash=None, kpj_sealed=None).execute()
    assert correct(client_for("petugas"), from_bpjs, kpj=OTHER).status_code == 303
