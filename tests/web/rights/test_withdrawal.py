"""Consent is withdrawn after its consequences were read out, and may be given anew."""

from datetime import date

import pytest
import time_machine

from db.models import AuditEvent, Card, Consent, CoverageMonth, PrintRun, Worker
from tests.ledger_rows import live_months, pay
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

BATCH = {"first_month": "2026-12", "months": "3"}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def reg_no(client_for) -> str:
    """A person whose December is paid and whose January and February are only planned, with a card."""
    mitra = client_for("mitra")
    desk.opened(mitra, sheet=desk.small_sheet((desk.NIK, desk.NAME)), **BATCH)
    pay(live_months(CoverageMonth.month == date(2026, 12, 1)))
    reg_no = Worker.get().reg_no
    desk.printed(client_for("admin"), worker=reg_no)
    return reg_no


def withdraw(client, reg_no: str, **other):
    form = {"client_key": desk.key(), "reason": "", "sure": "y", **other}
    return send(client, f"/pekerja/{reg_no}/penarikan-persetujuan", form)


def agree_again(client, reg_no: str, **other):
    form = {
        "client_key": desk.key(),
        "consent": "y",
        "consent_how": "witness",
        "note": "saksi Bu RT",
        **other,
    }
    return send(client, f"/pekerja/{reg_no}/persetujuan-baru", form)


def test_page_reads_out_what_follows_from_the_ledger(client_for, visit, reg_no):
    text = visit(client_for("admin"), f"/pekerja/{reg_no}/penarikan-persetujuan").text
    for said in (
        "Januari–Februari 2027 dilepas: direncanakan oleh PT Sinar Pesisir",
        "Desember 2026 sudah dibayar oleh PT Sinar Pesisir dan tetap berlaku",
        f"Kartu {Card.get().serial} tidak berlaku lagi",
        "selama masa simpan arsip",
    ):
        assert said in text, said
    assert Consent.get().revoked_at is None


def test_withdrawal_needs_the_tick_and_no_reason(client_for, reg_no):
    answer = withdraw(client_for("admin"), reg_no, sure="")
    assert answer.status_code == 422 and "Bacakan dulu akibatnya" in answer.text
    check_page(answer)
    assert Consent.get().revoked_at is None
    assert withdraw(client_for("admin"), reg_no).status_code == 303


def test_withdrawn_person_is_frozen_and_the_old_card_says_void(client_for, stranger, visit, reg_no):
    withdraw(client_for("admin"), reg_no, reason="pindah kota")
    text = visit(client_for("admin"), f"/pekerja/{reg_no}").text
    assert "Data orang ini dibekukan" in text and "Catat persetujuan baru" in text
    assert "Belum dicetak" not in text and Card.get().serial in text
    assert "KARTU TIDAK BERLAKU LAGI" in visit(stranger, f"/v/{Card.get().token}").text


def test_file_already_printed_is_not_handed_out_again(client_for, reg_no):
    client, address = client_for("admin"), f"/kartu/lembar/{PrintRun.get().no}.pdf"
    assert client.get(address).status_code == 200
    withdraw(client, reg_no)
    answer = client.get(address)
    assert answer.status_code == 422 and "1 kartu dalam berkas ini tidak berlaku lagi" in answer.text
    check_page(answer)


def test_second_withdrawal_is_told_and_its_page_says_so(client_for, visit, reg_no):
    withdraw(client_for("admin"), reg_no)
    assert withdraw(client_for("admin"), reg_no).status_code == 422
    text = visit(client_for("admin"), f"/pekerja/{reg_no}/penarikan-persetujuan").text
    assert "Tidak ada persetujuan yang masih berlaku" in text and 'name="sure"' not in text


def test_freeze_of_a_withdrawn_person_opens_with_a_new_consent_only(client_for, visit, reg_no):
    admin = client_for("admin")
    withdraw(admin, reg_no)
    form = {"client_key": desk.key(), "reason": "diminta"}
    refused = send(admin, f"/pekerja/{reg_no}/pembekuan/pencabutan", form)
    assert refused.status_code == 422 and "Catat dulu persetujuan yang baru" in refused.text
    assert agree_again(admin, reg_no).status_code == 303
    worker, (old, new) = Worker.get(), Consent.select().order_by(Consent.id)
    assert worker.frozen_at is None
    assert old.revoked_at and (new.revoked_at, new.how, new.note) == (None, "witness", "saksi Bu RT")
    assert AuditEvent.get(AuditEvent.action == "persetujuan.diberikan_lagi").subject == reg_no
    desk.printed(admin, worker=reg_no)
    assert Card.select().count() == 2


def test_new_consent_is_refused_while_one_is_in_force(client_for, visit, reg_no):
    answer = agree_again(client_for("admin"), reg_no)
    assert answer.status_code == 422 and "masih berlaku" in answer.text
    assert Consent.select().count() == 1
    assert "masih berlaku" in visit(client_for("admin"), f"/pekerja/{reg_no}/persetujuan-baru").text


@pytest.mark.parametrize("act", [withdraw, agree_again])
@pytest.mark.parametrize("name", ["petugas", "mitra", "mitra2", "auditor"])
def test_stranger_company_and_auditor_are_refused(client_for, reg_no, act, name):
    """The person lives where no officer of the tests has a post."""
    assert act(client_for(name), reg_no).status_code == 403
    assert Consent.select().count() == 1 and Consent.get().revoked_at is None


@pytest.mark.parametrize("name", ["petugas", "rekan"])
def test_owner_and_colleague_withdraw(client_for, name):
    reg_no = desk.enrolled(client_for("petugas"))
    assert withdraw(client_for(name), reg_no).status_code == 303
    assert agree_again(client_for(name), reg_no).status_code == 303
