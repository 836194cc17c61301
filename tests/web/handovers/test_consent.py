"""The consent of those whom a company has listed, taken with the hand-over."""

from db.models import Consent
from kiosk.services import withdrawals
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
