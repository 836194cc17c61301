"""A secretary checks papers: accepts, refuses with a reason, ends a mandate; a neighbour cannot, the auditor looks."""

import pytest

from db.models import Attachment, AuditEvent, Mandate, Opd, Pledge, StaffMember
from kiosk.domain.clock import today
from kiosk.domain.words import short_date
from kiosk.services import mandates
from tests.services import asn_desk, mandate_desk
from tests.web import desk
from tests.web.house_rules import check_page

CHECKED = {"same_name": "y", "nip_fits": "y", "signature": "y", "papers_seen": "y"}


@pytest.fixture
def opd(people) -> str:
    return people["opd"].opd.code


@pytest.fixture
def mandate(opd) -> Mandate:
    """Signed, and its donor stands on the roster."""
    donor = asn_desk.donor(opd_code=opd)
    StaffMember.create(opd=Opd.get(code=opd), nip=donor.nip, name=donor.name, status_asn="pns")
    return asn_desk.signed(donor, people=2)


def here(mandate: Mandate, more: str = "") -> str:
    return f"/opd/{mandate.donor.opd.code}/berkas/{mandate.no}{more}"


def press(client, address: str, **fields):
    return desk.send(client, address, {"client_key": desk.key(), **fields})


def now(mandate: Mandate) -> Mandate:
    return Mandate.get_by_id(mandate.id)


def test_accepted_with_every_tick_is_in_force(client_for, mandate, people):
    answer = press(client_for("opd"), here(mandate, "/penerimaan"), **CHECKED)
    assert (answer.status_code, answer.location) == (303, f"/opd/{mandate.donor.opd.code}/berkas")
    assert (now(mandate).state, now(mandate).settled_by_id) == ("verified", people["opd"].id)
    assert press(client_for("opd"), here(mandate, "/penerimaan"), **CHECKED).status_code == 303


def test_pressed_after_the_donor_has_revoked_it_the_page_says_so(client_for, mandate):
    assert press(client_for("opd"), here(mandate, "/penerimaan"), **CHECKED).status_code == 303
    mandates.revoke(no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(mandate.donor))
    answer = press(client_for("opd"), here(mandate, "/penerimaan"), **CHECKED)
    assert answer.status_code == 409 and "sudah dicabut mulai" in answer.text
    check_page(answer)


def test_a_nip_that_another_mandate_has_is_said_on_the_page_and_not_accepted(client_for, mandate):
    other = asn_desk.verified(
        asn_desk.donor(nip=mandate.donor.nip, opd_code=mandate.donor.opd.code, name="Sinta")
    )
    client, words = (
        client_for("opd"),
        f"sudah dipakai surat kuasa lain yang berlaku ({other.no}, atas nama Sinta)",
    )
    shown = client.get(here(mandate))
    assert words in shown.text
    check_page(shown)
    assert press(client, here(mandate, "/penerimaan"), **CHECKED).status_code == 422
    assert now(mandate).state == "signed"


@pytest.mark.parametrize("missing", ["same_name", "nip_fits", "signature"])
def test_each_tick_is_needed(client_for, mandate, missing):
    ticks = {name: value for name, value in CHECKED.items() if name != missing}
    answer = press(client_for("opd"), here(mandate, "/penerimaan"), **ticks)
    assert answer.status_code == 422 and f'id="{missing}-error"' in answer.text
    assert now(mandate).state == "signed"


def test_copies_are_seen_or_said_to_be(client_for, mandate):
    ticks = {name: value for name, value in CHECKED.items() if name != "papers_seen"}
    answer = press(client_for("opd"), here(mandate, "/penerimaan"), **ticks)
    assert answer.status_code == 422 and "belum lengkap" in answer.text
    asn_desk.with_copies(mandate)
    assert press(client_for("opd"), here(mandate, "/penerimaan"), **ticks).status_code == 303


def test_another_name_on_the_account_is_not_accepted(client_for, mandate):
    Mandate.update(account_name="Suami Ratna").where(Mandate.id == mandate.id).execute()
    client = client_for("opd")
    assert "Nama pemilik rekening berbeda" in client.get(here(mandate)).text
    assert press(client, here(mandate, "/penerimaan"), **CHECKED).status_code == 422


def test_a_nip_on_no_roster_and_another_name_there_are_said(client_for, mandate):
    client = client_for("opd")
    assert "nama sama" in client.get(here(mandate)).text
    StaffMember.update(name="Orang Lain").execute()
    assert "atas nama lain: Orang Lain" in client.get(here(mandate)).text
    StaffMember.delete().execute()
    assert "tidak ada dalam daftar pegawai Anda" in client.get(here(mandate)).text


def test_refused_with_choice_and_words_the_workers_stay_reserved_for_a_while(client_for, mandate):
    said = {"why": "signature", "words": "Tanda tangan belum ada di halaman kedua"}
    assert press(client_for("opd"), here(mandate, "/penolakan"), **said).status_code == 303
    assert now(mandate).state == "refused"
    assert now(mandate).refused_why.endswith("sesuai: Tanda tangan belum ada di halaman kedua")
    assert Pledge.select().where(Pledge.ended_at.is_null(), Pledge.mandate.is_null()).count() == 2
    assert "Ditolak" in client_for("opd").get(here(mandate)).text


@pytest.mark.parametrize("said", [{}, {"why": "raja"}, {"why": "other"}, {"why": "nip", "words": "x" * 190}])
def test_a_refusal_without_a_reason_that_fits_comes_back(client_for, mandate, said):
    assert press(client_for("opd"), here(mandate, "/penolakan"), **said).status_code == 422
    assert now(mandate).state == "signed"


def test_revoking_shows_what_follows_and_is_confirmed(client_for, opd):
    mandate, client = asn_desk.verified(asn_desk.donor(opd_code=opd), people=2), client_for("opd")
    said = {"why": "retired", "on": short_date(today()), "note": "SK pensiun sudah ada"}
    first = press(client, here(mandate, "/pencabutan"), **said)
    assert first.status_code == 422 and "Menunggu penanggung lagi" in first.text
    assert now(mandate).revoked_on is None
    assert press(client, here(mandate, "/pencabutan"), **said, sure="y").status_code == 303
    assert (now(mandate).revoked_on, now(mandate).revoked_why) == (today(), "retired")
    assert "Dicabut mulai" in client.get(here(mandate)).text


def test_a_death_shows_its_day_ends_all_mandates_and_is_told_to_no_donor(client_for, opd):
    donor, client = asn_desk.donor(opd_code=opd), client_for("opd")
    first, second = asn_desk.verified(donor), asn_desk.verified(donor)
    page = client.get(here(first, "/pencabutan")).text
    assert f'value="{second.no}"' in page and "checked" in page
    said = {"why": "died", "on": short_date(today()), "event_on": short_date(today()), "others": second.no}
    answer = press(client, here(first, "/pencabutan"), **said)
    check_page(answer)
    assert f"<h3>{second.no}</h3>" in answer.text and "tidak ada surat" in answer.text
    assert press(client, here(first, "/pencabutan"), **said, sure="y").status_code == 303
    assert [now(one).revoked_on for one in (first, second)] == [today(), today()]
    page = client.get(here(second)).text
    assert "Hari kejadiannya" in page and "· dicabut" in page and "· berlaku" not in page


@pytest.mark.parametrize(
    "wrong",
    [{"on": "1/1/1990"}, {"on": "1/1/2040"}, {"event_on": "1/1/1990"}, {"event_on": "kapan"}, {"on": ""}],
)
def test_a_day_that_cannot_be_is_said_before_anything_follows(client_for, opd, wrong):
    mandate, client = asn_desk.verified(asn_desk.donor(opd_code=opd)), client_for("opd")
    said = {"why": "died", "on": short_date(today()), "event_on": short_date(today()), "sure": "y"}
    answer = press(client, here(mandate, "/pencabutan"), **said | wrong)
    assert answer.status_code == 422 and f'id="{next(iter(wrong))}-error"' in answer.text
    assert "Akibatnya" not in answer.text and now(mandate).revoked_on is None


def test_who_left_long_after_the_papers_were_accepted_is_no_question_of_accepting(client_for, opd):
    donor = asn_desk.donor(opd_code=opd)
    mandate = asn_desk.verified(donor)
    StaffMember.create(
        opd=donor.opd, nip=donor.nip, name=donor.name, status_asn="pns", active=False, left_on=today()
    )
    page = client_for("opd").get(here(mandate)).text
    assert "cabut surat kuasanya" in page and "sebelum menerima" not in page


def test_from_the_list_of_leavers_the_day_is_filled_in(client_for, opd):
    donor = asn_desk.donor(opd_code=opd)
    mandate = asn_desk.verified(donor)
    StaffMember.create(
        opd=donor.opd, nip=donor.nip, name=donor.name, status_asn="pns", active=False, left_on=today()
    )
    client = client_for("opd")
    day = f"{today().day}/{today().month}/{today().year}"
    way = f"{here(mandate, '/pencabutan')}?hari={day}"
    assert way in client.get(f"/opd/{opd}/keluar").text
    page = client.get(way).text
    assert page.count(f'value="{day}"') == 2 and "Akibatnya" in page


def test_neighbour_donor_and_auditor_change_nothing(client_for, mandate):
    for name in ("opd2", "donatur", "auditor", "petugas", "mitra"):
        client = client_for(name)
        for more, fields in (
            ("/penerimaan", CHECKED),
            ("/penolakan", {"why": "nip"}),
            ("/pencabutan", {"why": "died", "on": short_date(today()), "sure": "y"}),
        ):
            assert press(client, here(mandate, more), **fields).status_code == 403, (name, more)
        if name != "auditor":
            assert client.get(here(mandate)).status_code == 403
    assert now(mandate).state == "signed"


def test_auditor_reads_the_page_and_opens_no_copy(client_for, mandate):
    asn_desk.with_copies(mandate)
    page = client_for("auditor").get(here(mandate)).text
    assert "tertutup bagi Anda" in page and "<dt>Nomor rekening" not in page
    assert "Buka salinannya" in client_for("opd").get(here(mandate)).text


def test_each_look_at_a_copy_is_noted_and_kept_nowhere(client_for, mandate, people):
    asn_desk.with_copies(mandate)
    answer = desk.send(client_for("opd"), f"/asn/kuasa/{mandate.no}/berkas/ktp")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert "no-store" in answer.headers["Cache-Control"]
    seen = AuditEvent.select().where(AuditEvent.action == "kuasa.berkas_dibuka")
    assert [event.user_id for event in seen] == [people["opd"].id]


def test_the_nip_is_read_beside_the_roster_and_the_look_is_noted(client_for, mandate, people):
    client, nip = client_for("opd"), mandate.donor.nip
    page = client.get(here(mandate)).text
    assert nip not in page and f"Menurut daftar pegawai: {mandate.donor.name}" in page and "Buka NIP" in page
    shown = desk.send(client, here(mandate, "/nip"))
    check_page(shown)
    assert (
        nip in shown.text.replace(" ", "") and f"Menurut daftar pegawai: {mandate.donor.name}" in shown.text
    )
    assert AuditEvent.get(AuditEvent.action == "kuasa.nip_dibuka").user_id == people["opd"].id
    for name in ("opd2", "auditor", "donatur", "petugas"):
        assert desk.send(client_for(name), here(mandate, "/nip")).status_code == 403, name
    assert "Buka NIP" not in client_for("auditor").get(here(mandate)).text


def test_nip_and_nik_of_two_people_are_remarked(client_for, opd):
    donor = asn_desk.donor(opd_code=opd, nip="198001022005011011", nik="3374015507780007")
    page = client_for("opd").get(here(asn_desk.signed(donor))).text
    assert "Tanggal lahir menurut NIP berbeda" in page and "Jenis kelamin menurut NIP berbeda" in page
    assert "1978" not in page and "1980" not in page


def test_the_paper_is_opened_by_a_press_that_is_noted(client_for, opd, people):
    mandate = mandate_desk.kept(asn_desk.signed(asn_desk.donor(opd_code=opd)))
    address = f"/asn/kuasa/{mandate.no}.pdf"
    for name in ("opd", "admin", "auditor"):
        client = client_for(name)
        assert "Tercatat siapa yang membuka" in client.get(here(mandate)).text
        assert (client.get(address).status_code, AuditEvent.select().where(opened()).count()) == (303, 0)
    for name in ("opd", "admin", "auditor"):
        assert desk.send(client_for(name), address).mimetype == "application/pdf"
    looked = [event.user_id for event in AuditEvent.select().where(opened()).order_by(AuditEvent.id)]
    assert looked == [people[name].id for name in ("opd", "admin", "auditor")]
    assert desk.send(client_for("opd2"), address).status_code == 403


def opened():
    return AuditEvent.action == "kuasa.pdf_dibuka"


def test_work_list_leads_to_the_papers_and_is_empty_for_others(client_for, visit, mandate, opd):
    client = client_for("opd")
    assert here(mandate) in client.get(f"/opd/{opd}/berkas").text
    visit(client, here(mandate))
    assert here(mandate) in client_for("admin").get("/opd/kota/berkas").text
    other = client_for("opd2").get("/opd").text
    assert mandate.no not in other


def test_mandate_of_another_department_is_not_under_this_address(client_for, mandate, people):
    other = people["opd2"].opd.code
    assert client_for("admin").get(f"/opd/{other}/berkas/{mandate.no}").status_code == 404


def test_the_department_s_page_leads_to_the_papers_that_wait_and_says_whom_they_keep(
    client_for, visit, mandate, opd
):
    page = visit(client_for("opd"), "/opd").text
    assert f'class="button button-primary" href="/opd/{opd}/berkas"' in page and "Periksa 1 berkas" in page
    assert 'id="workers-unchecked" value="2"' in page and "iurannya belum didebit" not in page
    assert "Berkas yang perlu diperiksa (1)" in client_for("auditor").get(f"/opd?di={opd}").text
    assert "Beri tautan pendaftaran" in client_for("opd").get(f"/opd/{opd}").text
    assert press(client_for("opd"), here(mandate, "/penerimaan"), **CHECKED).status_code == 303
    page = client_for("opd").get("/opd").text
    assert "Periksa 1 berkas" not in page and "workers-unchecked" not in page
    assert "2 pekerja terdaftar belum terlindungi: iurannya belum didebit" in page


def test_work_list_says_which_copies_are_not_there(client_for, mandate, opd, count_queries):
    client = client_for("opd")
    assert "salinannya belum ada" in client.get(f"/opd/{opd}/berkas").text
    mandate_desk.kept(mandate)
    assert "belum ada salinan buku rekening" in client.get(f"/opd/{opd}/berkas").text
    asn_desk.with_copies(mandate)
    assert "belum ada" not in client.get(f"/opd/{opd}/berkas").text
    one = count_queries(lambda: client.get(f"/opd/{opd}/berkas"))
    asn_desk.signed(asn_desk.donor(opd_code=opd))
    assert count_queries(lambda: client.get(f"/opd/{opd}/berkas")) == one


def test_what_was_deleted_leaves_its_fingerprint_and_who_did_it(client_for, visit, mandate, people):
    asn_desk.with_copies(mandate)
    [ktp] = Attachment.select().where(Attachment.kind == "ktp_foto")
    client = client_for("opd")
    assert ktp.sha256[:12] not in client.get(here(mandate)).text
    assert press(client, here(mandate, "/penerimaan"), **CHECKED).status_code == 303
    for name in ("opd", "admin", "auditor"):
        page = visit(client_for(name), here(mandate)).text
        assert f'title="{ktp.sha256}">{ktp.sha256[:12]}</span>' in page and people["opd"].name in page
        assert "sesudah diperiksa" in page


def test_copies_of_a_refused_paper_were_deleted_when_it_was_refused(client_for, mandate):
    asn_desk.with_copies(mandate)
    client = client_for("opd")
    assert press(client, here(mandate, "/penolakan"), why="nip").status_code == 303
    page = client.get(here(mandate)).text
    assert "sewaktu berkasnya ditolak" in page and "sesudah diperiksa" not in page
