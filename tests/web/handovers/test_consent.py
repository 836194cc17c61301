"""The consent of those whom a company has listed, taken with the hand-over."""

from db.models import Consent
from tests.web.handovers.counter import AGREED, card, hand_over, main_of, trail, worker_of


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
