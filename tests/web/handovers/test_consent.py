"""The consent of those whom a company has listed, taken with the hand-over."""

from db.models import BatchRow, Consent, CoverageMonth
from kiosk.services import withdrawals
from tests.ledger_rows import live_months
from tests.services.at_once import acting, key
from tests.web import desk
from tests.web.handovers.counter import AGREED, card, hand_over, main_of, taken, trail, worker_of


def test_words_are_read_and_kept_with_the_hand_over(client_for, listed):
    client = client_for("mitra")
    page = main_of(client.get(f"/kartu/{listed}/serah-terima"))
    assert "consent-text" in page and 'name="consent_how"' in page
    assert 'type="hidden" name="relation" value="self"' in page and 'name="receiver"' not in page
    answer = hand_over(client, listed, consent="y", consent_how="witness", consent_note="Pak Karjo")
    assert answer.status_code == 303
    consents = list(Consent.select().where(Consent.worker == worker_of(listed)).order_by(Consent.id))
    assert [one.how for one in consents] == ["company_list", "witness"]
    assert (consents[1].basis, consents[1].note) == ("consent", "Pak Karjo")
    assert trail("kartu.diserahkan")[0].detail["persetujuan"] == "dipastikan"


def test_without_a_yes_nothing_is_handed_over(client_for, listed):
    answer = hand_over(client_for("mitra"), listed)
    assert answer.status_code == 422 and "tandai bila ia setuju" in main_of(answer)
    assert card(listed).handed_at is None


def test_nobody_consents_for_somebody_else(client_for, listed):
    answer = hand_over(client_for("mitra"), listed, relation="child", receiver="Joko", **AGREED)
    assert answer.status_code == 422 and "hanya diserahkan kepadanya sendiri" in main_of(answer)
    assert card(listed).handed_at is None


def test_who_consented_before_is_not_asked(client_for, serial):
    page = main_of(client_for("petugas").get(f"/kartu/{serial}/serah-terima"))
    assert "consent-text" not in page
    assert hand_over(client_for("petugas"), serial).status_code == 303
    assert Consent.select().count() == 1


def test_who_has_no_consent_at_all_is_asked_too(client_for, serial):
    Consent.delete().execute()
    assert hand_over(client_for("petugas"), serial).status_code == 422
    assert hand_over(client_for("petugas"), serial, **AGREED).status_code == 303


def test_same_form_again_is_answered_as_the_first_time_although_nobody_is_asked_any_more(client_for, listed):
    client, fields = client_for("mitra"), taken(**AGREED)
    answers = [desk.send(client, f"/kartu/{listed}/serah-terima", fields) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(trail("kartu.diserahkan")) == 1
    assert Consent.select().where(Consent.worker == worker_of(listed)).count() == 2


def test_same_form_with_another_consent_is_not_taken_for_the_first_one(client_for, listed):
    client, fields = client_for("mitra"), taken(**AGREED)
    desk.send(client, f"/kartu/{listed}/serah-terima", fields)
    answer = desk.send(client, f"/kartu/{listed}/serah-terima", fields | {"consent_how": "witness"})
    assert answer.status_code == 409


def test_same_form_again_is_answered_alike_after_the_consent_was_withdrawn(
    client_for, people, serial, reg_no
):
    client, fields = client_for("petugas"), taken()
    first = desk.send(client, f"/kartu/{serial}/serah-terima", fields)
    withdrawals.withdraw(reg_no=reg_no, reason="", client_key=key(), by=acting(people["petugas"]))
    second = desk.send(client, f"/kartu/{serial}/serah-terima", fields)
    assert (first.status_code, second.status_code) == (303, 303)


def not_agreed(client, serial: str):
    fields = {"client_key": key(), "reason": "no_consent", "note": ""}
    return desk.send(client, f"/kartu/{serial}/belum-diserahkan", fields)


def test_whoever_does_not_agree_is_led_out_of_the_batch(client_for, visit, listed):
    admin, worker = client_for("admin"), worker_of(listed)
    batch = BatchRow.get(BatchRow.worker == worker).batch.no
    answer = not_agreed(admin, listed)
    address = f"/pekerja/{worker.reg_no}/penarikan-persetujuan"
    assert answer.location == f"{address}?dari=serah-terima"
    assert "dikatakan saat kartunya akan diserahkan" in main_of(admin.get(answer.location))
    page = main_of(client_for("mitra").get(f"/batch/{batch}"))
    assert "1 orang menyatakan tidak setuju" in page
    fields = {"client_key": key(), "reason": "Tidak setuju didaftarkan", "sure": "y"}
    assert desk.send(admin, address, fields).status_code == 303
    assert not live_months(CoverageMonth.worker == worker) and card(listed).void_at
    page = main_of(client_for("mitra").get(f"/batch/{batch}"))
    assert "1 orang tidak setuju atau menarik persetujuannya" in page
    assert "1 orang menyatakan tidak setuju" not in page and "Sugeng" not in page
    assert "orang dicabut" not in page


def test_who_may_not_withdraw_is_told_who_does(client_for, listed):
    client = client_for("mitra")
    answer = not_agreed(client, listed)
    assert answer.location == f"/kartu/{listed}/serah-terima"
    page = main_of(client.get(answer.location))
    assert "Orang ini tidak setuju didaftarkan" in page and "admin Disnaker menarik persetujuannya" in page
    assert "/penarikan-persetujuan" not in page


def test_card_of_who_agreed_after_all_asks_for_no_withdrawal(client_for, listed):
    client = client_for("mitra")
    not_agreed(client, listed)
    assert hand_over(client, listed, **AGREED).status_code == 303
    assert "Orang ini tidak setuju didaftarkan" not in main_of(client.get(f"/kartu/{listed}/serah-terima"))
    batch = BatchRow.get(BatchRow.worker == worker_of(listed)).batch.no
    assert "menyatakan tidak setuju" not in main_of(client.get(f"/batch/{batch}"))
