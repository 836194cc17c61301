"""One company: /perusahaan/<code>, what changes of it, whether it takes part."""

import pytest

from db.models import AuditEvent, Batch, Company, User
from tests.web import desk
from tests.web.batches.test_open_batch import SITI
from tests.web.house_rules import check_page

SINAR = "/perusahaan/sinar"


def test_a_company_s_page_shows_batches_bills_and_who_signs_in(client_for, visit):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(SITI), first_month="2026-12", months="6")
    bill = desk.billed(mitra, no)
    for name in ("mitra", "mitra_rekan", "admin", "auditor"):
        text = visit(client_for(name), SINAR).text
        assert no in text and bill in text and "Mei 2027" in text and "belum dibayar" in text
        assert "Mitra Rekan" in text and "mitra2" not in text


def test_an_officer_sees_only_batches_of_own_posts_and_no_money(client_for, visit):
    mitra = client_for("mitra")
    hidden = desk.opened(mitra, sheet=desk.small_sheet(SITI))
    bill = desk.billed(mitra, hidden)
    sinar = str(Company.get(Company.code == "sinar").id)
    own = desk.opened(client_for("petugas"), company=sinar, name="Dari pos")
    text = visit(client_for("petugas"), SINAR).text
    assert own in text and hidden not in text and bill not in text and "Mitra Rekan" not in text


def test_a_tax_number_that_is_a_nik_is_shown_to_the_company_and_the_admin_alone(client_for, visit):
    Company.update(npwp="3374010101019123").where(Company.code == "sinar").execute()
    for name, shown in {"mitra": True, "admin": True, "petugas": False, "auditor": False}.items():
        text = visit(client_for(name), SINAR).text
        assert ("3374010101019123" in text) is shown and ("3374••••••••9123" in text) is not shown, name


def test_an_auditor_who_opens_the_form_does_not_read_a_nik_in_it(client_for):
    Company.update(npwp="3374010101019123").where(Company.code == "sinar").execute()
    for name, shown in {"admin": True, "auditor": False}.items():
        text = client_for(name).get(f"{SINAR}/ubah").text
        assert ("3374010101019123" in text) is shown and ("3374••••••••9123" in text) is not shown, name


def test_the_admin_changes_everything_and_the_funder_with_it(client_for, people):
    fields = desk.company_fields(name="PT Sinar Pesisir Jaya", address="Jl. Baru 1")
    answer = desk.send(client_for("admin"), f"{SINAR}/ubah", fields)
    assert (answer.status_code, answer.location) == (303, SINAR)
    company = Company.get(Company.code == "sinar")
    assert (company.name, company.npwp) == ("PT Sinar Pesisir Jaya", "0012345678999000")
    assert company.funder.name == "PT Sinar Pesisir Jaya"
    line = AuditEvent.get(AuditEvent.action == "perusahaan.diubah")
    assert line.detail == {"kolom": "address, name, nib, npwp"}


def test_its_own_people_change_the_address_alone(client_for):
    fields = desk.company_fields(name="PT Lain", address="Jl. Baru 1")
    assert desk.send(client_for("mitra_rekan"), f"{SINAR}/ubah", fields).status_code == 303
    company = Company.get(Company.code == "sinar")
    assert (company.name, company.npwp, company.address) == ("PT Sinar Pesisir", "", "Jl. Baru 1")


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_others_change_nothing(client_for, name):
    answer = desk.send(client_for(name), f"{SINAR}/ubah", desk.company_fields(address="Jl. Baru 1"))
    assert answer.status_code == 403 and Company.get(Company.code == "sinar").address == ""


def test_who_registered_it_corrects_it_until_it_has_an_account(client_for, people):
    code = desk.registered(client_for("petugas"))
    company = Company.get(Company.code == code)
    fields = desk.company_fields(name="PT Ombak Utara", nib="9876543210123")
    assert f"/perusahaan/{code}/ubah" in client_for("petugas").get(f"/perusahaan/{code}").text
    assert desk.send(client_for("rekan"), f"/perusahaan/{code}/ubah", fields).status_code == 403
    assert client_for("rekan").get(f"/perusahaan/{code}/ubah").status_code == 403
    assert desk.send(client_for("petugas"), f"/perusahaan/{code}/ubah", fields).status_code == 303
    assert Company.get_by_id(company.id).nib == "9876543210123"
    line = AuditEvent.get(AuditEvent.action == "perusahaan.diubah")
    assert (line.subject, line.detail) == (code, {"kolom": "nib"})
    User.update(company=company).where(User.id == people["mitra2"].id).execute()
    again = {**fields, "nib": "1112223334445"}
    assert desk.send(client_for("petugas"), f"/perusahaan/{code}/ubah", again).status_code == 403
    assert f"/perusahaan/{code}/ubah" not in client_for("petugas").get(f"/perusahaan/{code}").text


def test_a_strange_number_that_stands_already_is_not_asked_about_again(client_for):
    Company.update(nib="123456789012").where(Company.code == "sinar").execute()
    fields = desk.company_fields(name="PT Sinar Pesisir", npwp="", nib="123456789012", numbers_checked="")
    assert desk.send(client_for("admin"), f"{SINAR}/ubah", fields).status_code == 303
    answer = desk.send(client_for("admin"), f"{SINAR}/ubah", {**fields, "nib": "12345678901"})
    assert answer.status_code == 422 and "Cocokkan nomor itu dengan dokumennya" in answer.text


def test_a_change_to_another_company_s_npwp_is_refused_at_its_field(client_for):
    Company.update(npwp="0012345678999000").where(Company.code == "bahari").execute()
    answer = desk.send(client_for("admin"), f"{SINAR}/ubah", desk.company_fields(name="PT Sinar Pesisir"))
    assert answer.status_code == 422
    check_page(answer)
    assert "NPWP ini sudah dipakai PT Bahari Lestari" in answer.text


def test_an_unchanged_form_writes_nothing(client_for):
    fields = desk.company_fields(name="PT Sinar Pesisir", npwp="", nib="", address="")
    assert desk.send(client_for("admin"), f"{SINAR}/ubah", fields).status_code == 303
    assert not AuditEvent.select().where(AuditEvent.action == "perusahaan.diubah").exists()


def set_state(client, state: str, reason: str = "Perusahaan pindah kota"):
    return desk.send(client, f"{SINAR}/keadaan", {"state": state, "reason": reason})


def test_an_inactive_company_takes_nobody_in_and_keeps_what_it_has(client_for, visit):
    mitra, petugas = client_for("mitra"), client_for("petugas")
    no = desk.opened(mitra, sheet=desk.small_sheet(SITI))
    sinar = str(Company.get(Company.code == "sinar").id)
    at_post = desk.opened(petugas, company=sinar, name="Dari pos")
    assert set_state(client_for("admin"), "closed").status_code == 303
    assert "tidak aktif" in visit(mitra, SINAR).text
    refused = desk.open_batch(mitra)
    assert refused.status_code == 422 and "Perusahaan Anda tidak aktif" in refused.text
    sheet = desk.small_sheet(("3374020902000001", "Sugeng"))
    data = {"client_key": desk.key(), "consent": "y", "sheet": sheet}
    assert (
        desk.send(mitra, f"/batch/{no}/lembar", data, content_type="multipart/form-data").status_code == 422
    )
    assert at_post not in petugas.get("/pekerja/baru").text
    assert desk.enrol(petugas, batch=at_post).status_code == 422
    assert desk.enrol(mitra).status_code == 422
    assert 'id="rows-ready" value="1"' in visit(mitra, f"/batch/{no}").text
    assert desk.billed(mitra, no)


def test_active_again_it_takes_people_in_again(client_for):
    admin = client_for("admin")
    set_state(admin, "closed")
    set_state(admin, "closed")
    assert set_state(admin, "open").status_code == 303
    assert Company.get(Company.code == "sinar").active and desk.opened(client_for("mitra"))
    actions = [line.action for line in AuditEvent.select() if line.action.startswith("perusahaan.")]
    assert actions == ["perusahaan.dinonaktifkan", "perusahaan.diaktifkan"]


def test_a_state_needs_a_reason_and_an_admin(client_for):
    assert set_state(client_for("admin"), "closed", reason="").status_code == 422
    assert set_state(client_for("admin"), "entah").status_code == 422
    for name in ("mitra", "petugas", "auditor"):
        assert set_state(client_for(name), "closed").status_code == 403
    assert Company.get(Company.code == "sinar").active


def test_the_batch_form_comes_with_the_company_filled_in(client_for, visit):
    sinar = Company.get(Company.code == "sinar").id
    text = visit(client_for("petugas"), "/batch/baru?perusahaan=sinar").text
    assert f'<option selected value="{sinar}">' in text
    assert "selected" not in visit(client_for("petugas"), "/batch/baru?perusahaan=lain").text.partition(
        'id="company"'
    )[2].partition("</select>")[0].replace('<option selected value="">', "")


def test_the_invite_comes_with_role_and_company_filled_in(client_for, visit):
    sinar = Company.get(Company.code == "sinar").id
    text = visit(client_for("admin"), "/admin/pengguna/undangan?perusahaan=sinar").text
    assert f'<option selected value="{sinar}">' in text
    assert 'checked id="role-1" name="role" type="radio" value="mitra"' in text


def test_the_invite_knows_whom_one_may_write_to_there_and_leads_back(client_for, people, visit):
    code = desk.registered(client_for("petugas"))
    admin, address = client_for("admin"), f"/admin/pengguna/undangan?perusahaan={code}"
    page = visit(admin, address).text
    assert 'value="Rini Astuti"' in page and 'value="rini@ombak-utara.test"' in page
    assert f'href="/perusahaan/{code}"' in page
    company = Company.get(Company.code == code)
    wish = {
        "email": "rini@ombak-utara.test",
        "name": "Rini Astuti",
        "role": "mitra",
        "company": str(company.id),
    }
    answer = desk.send(admin, address, {"client_key": desk.key(), **wish})
    assert 'data-copies="invite-link"' in answer.text and f'href="/perusahaan/{code}"' in answer.text
    assert 'value="rini@ombak-utara.test"' not in visit(admin, address).text


def test_an_open_invite_stands_on_the_company_s_page(client_for, visit):
    sinar = str(Company.get(Company.code == "sinar").id)
    wish = {"email": "baru@sinar.test", "name": "Budi Baru", "role": "mitra", "company": sinar}
    answer = desk.send(client_for("admin"), "/admin/pengguna/undangan", {"client_key": desk.key(), **wish})
    assert answer.status_code == 200
    assert "Budi Baru" in visit(client_for("mitra"), SINAR).text
    assert "Budi Baru" not in visit(client_for("mitra2"), "/perusahaan").text


def test_a_company_s_page_asks_as_often_for_many_batches_as_for_one(client_for, count_queries):
    mitra = client_for("mitra")
    desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(SITI)))
    mitra.get(SINAR)
    before = count_queries(lambda: mitra.get(SINAR))
    for number in range(4):
        people = desk.small_sheet((f"337402090200{number + 1:04d}", "Sugeng"))
        desk.billed(mitra, desk.opened(mitra, sheet=people))
    assert Batch.select().count() == 5
    assert count_queries(lambda: mitra.get(SINAR)) == before


def test_an_unknown_company_is_not_there(client_for, visit):
    visit(client_for("admin"), "/perusahaan/tidak-ada", status=404)
    visit(client_for("mitra"), "/perusahaan/tidak-ada", status=404)
