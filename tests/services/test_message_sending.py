"""Letters leave the queue by a real mail server, or into a folder where people are made up."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from db.connection import writing
from db.models import Message
from kiosk.domain.clock import utc_now
from kiosk.services import message_sending, messages
from kiosk.services.message_sending import AGAIN_AFTER, LOST_AFTER, send_queued
from tests.services.mail_house import HANGS_UP, mail_house

ANI, BUDI = "ani@sinar.test", "budi@sinar.test"
TEXT = "Kabar tentang pekerja:\n- 12 orang segera berakhir\n.\nTitik tunggal di atas – dan tanda hubung ini – sampai."
SOON = timedelta(seconds=1)  # after what has just been queued


@pytest.fixture
def house(store):
    with mail_house() as house:
        message_sending.configure(smtp_url=house.url, folder=None, host="payung.test")
        yield house
        message_sending.configure(smtp_url="", folder=None, host="payung.test")


def queue(*addresses: str, key: str = "digest:1") -> Message:
    with writing():
        messages.write_letter(
            key=key,
            kind="digest",
            to_kind="funder",
            addresses=addresses,
            subject="Payung: 12 orang",
            text=TEXT,
        )
    return Message.get(Message.key == key)


def now(message: Message) -> Message:
    return Message.get_by_id(message.id)


def send(later: timedelta = SOON) -> int:
    return send_queued(now=utc_now() + later)


def test_letter_arrives_as_it_was_written(house):
    message = queue(ANI, BUDI)
    assert send() == 1
    ((to, letter),) = house.letters
    assert to == [ANI, BUDI] and letter["To"] == f"{ANI}, {BUDI}"
    assert letter["From"] == "Payung <payung@semarang.test>" and letter["Subject"] == "Payung: 12 orang"
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Message-ID"] and letter["Date"]
    assert letter.get_content().replace("\r\n", "\n").strip() == TEXT
    sent = now(message)
    assert (sent.state, sent.error, sent.tries) == ("sent", "", 1) and sent.sent_at


def test_sent_letter_is_not_sent_again(house):
    queue(ANI)
    send()
    assert send(timedelta(days=1)) == 0 and len(house.letters) == 1


def test_letters_of_a_run_share_one_connection(house):
    for number in range(3):
        queue(ANI, key=f"digest:{number}")
    assert send() == 3
    assert len(house.letters) == 3 and house.calls == 1


def test_refused_address_fails_for_good_and_says_why_without_naming_it(house):
    house.answers[ANI] = f"550 5.1.1 <{ANI}> no such person, call 081234567890"
    message = queue(ANI)
    assert send() == 1 and send(timedelta(days=1)) == 0
    failed = now(message)
    assert (
        failed.state == "failed" and failed.error.startswith("550 5.1.1") and "no such person" in failed.error
    )
    assert ANI not in failed.error and "081234567890" not in failed.error


def test_letter_refused_whole_fails_for_good(house):
    house.to_data = "554 we do not want this"
    message = queue(ANI, BUDI)
    send()
    assert now(message).state == "failed" and "554" in now(message).error and send(timedelta(days=1)) == 0


def test_one_refused_of_two_is_sent_to_the_other_and_says_so(house):
    house.answers[BUDI] = "550 unknown"
    message = queue(ANI, BUDI)
    send()
    assert [to for to, _letter in house.letters] == [[ANI]]
    assert (now(message).state, now(message).error) == ("sent", "550 unknown")


def test_passing_fault_is_tried_again_to_those_who_did_not_get_it(house):
    house.answers[BUDI] = "451 try later"
    message = queue(ANI, BUDI)
    send()
    assert (now(message).state, now(message).error) == ("queued", "451 try later")
    assert send() == 0, "not before its time"
    house.answers.clear()
    assert send(AGAIN_AFTER[0] + SOON) == 1
    assert [to for to, _letter in house.letters] == [[ANI], [BUDI]] and now(message).state == "sent"


def test_letter_is_given_up_after_the_last_try(house):
    house.to_data = "451 busy"
    message, waited = queue(ANI), timedelta()
    for again in AGAIN_AFTER:
        assert send(waited + SOON) == 1 and now(message).state == "queued"
        waited += again + SOON
    assert send(waited + SOON) == 1
    assert (now(message).state, now(message).tries, now(message).error) == ("failed", 6, "451 busy")


def test_server_that_is_away_costs_one_letter_one_try_and_the_rest_wait(house):
    first, second = queue(ANI), queue(BUDI, key="digest:2")
    house.shutdown()
    house.server_close()
    assert send() == 1
    assert (now(first).state, now(first).tries) == ("queued", 1) and now(first).error
    assert (now(second).state, now(second).tries) == ("queued", 0)


def test_sign_in_or_sender_refused_is_no_fault_of_the_letter(house):
    message = queue(ANI)
    message_sending.configure(smtp_url=house.url_with_password, folder=None, host="payung.test")
    house.to_sign_in = "535 wrong password"
    send()
    assert now(message).state == "queued" and now(message).error.startswith("535")
    assert "rahasia-surel" not in now(message).error
    house.to_sign_in, house.to_sender = "235 welcome", "550 you may not write from here"
    send(AGAIN_AFTER[0] + SOON)
    assert now(message).state == "queued" and now(message).error.startswith("550")


def test_letter_handed_over_without_an_answer_is_not_sent_again_by_itself(house):
    house.to_data = HANGS_UP
    message = queue(ANI)
    send()
    assert (now(message).state, now(message).error) == ("failed", message_sending.INTERRUPTED)
    house.to_data = "250 taken"
    assert send(timedelta(days=1)) == 0 and not house.letters


def test_letter_of_a_process_that_died_over_it_is_not_sent_again_by_itself(house):
    message = queue(ANI)
    taken = message_sending._take(message.id, utc_now() + SOON)
    assert taken.state == "sending"
    assert send() == 0 and now(message).state == "sending"
    assert send(LOST_AFTER + 2 * SOON) == 0
    assert (now(message).state, now(message).error) == (
        "failed",
        message_sending.INTERRUPTED,
    ) and not house.letters


def test_letter_written_anew_while_it_was_sent_goes_out_with_its_new_words(house):
    message = queue(ANI)
    taken = message_sending._take(message.id, utc_now() + SOON)
    with writing():
        messages.write_anew(
            key=message.key, subject="Baru", text="Jumlah baru", addresses=[ANI], at=utc_now()
        )
    message_sending._note(taken, {"state": "sent"})
    assert send() == 1 and house.letters[0][1]["Subject"] == "Baru"


def test_letters_lie_in_the_folder_where_no_server_is(store, tmp_path):
    folder = tmp_path / "pesan"
    message_sending.configure(smtp_url="", folder=folder, host="payung.test")
    message = queue(ANI)
    assert send() == 1 and now(message).state == "sent"
    (path,) = folder.iterdir()
    assert path.name == f"{message.id:08d}.eml" and path.stat().st_mode & 0o077 == 0
    assert message_from_bytes(path.read_bytes(), policy=default)["From"] == "Payung <payung@payung.test>"


def test_without_server_and_folder_letters_stay_queued(store):
    message_sending.configure(smtp_url="", folder=None, host="payung.test")
    message = queue(ANI)
    assert send() == 0 and now(message).state == "queued" and now(message).tries == 0
