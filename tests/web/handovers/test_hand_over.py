"""Handing one card over: to whom, how it was confirmed, whose consent comes with it, and back again."""

import re

import pytest

from db.connection import writing
from db.models import Attachment, Card, Post, PrintedCard, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import correction_notes
from tests.services.at_once import acting, all_at_once
from tests.web import desk
from tests.web.handovers.counter import AGREED, card, hand_over, main_of, taken, trail, worker_of


def test_card_is_handed_to_its_owner(client_for, people, serial, reg_no):
    answer = hand_over(client_for("petugas"), serial)
    assert (answer.status_code, answer.location) == (303, f"/kartu/{serial}/serah-terima?baru=1")
    row = card(serial)
    assert (row.handed_to, row.handed_relation, row.handed_how) == (desk.NAME, "self", "thumb")
    assert (row.handed_by_id, row.handed_post.code) == (people["petugas"].id, "johar")
    assert row.handed_note == "buku serah terima, halaman 12"
    (line,) = trail("kartu.diserahkan")
    assert (line.subject, line.detail) == (reg_no, {"kartu": serial, "kepada": "self", "cara": "thumb"})


def test_page_says_so_in_large_type_and_waits_for_the_next_card(client_for, visit, serial):
    client = client_for("petugas")
    page = visit(client, hand_over(client, serial).location).text
    assert "Diserahkan" in page
    (field,) = re.findall(r'<input[^>]*name="kode"[^>]*>', page)
    assert "autofocus" in field
    assert 'name="relation"' not in page


def test_relative_is_named(client_for, serial):
    client = client_for("petugas")
    answer = hand_over(client, serial, relation="spouse")
    assert answer.status_code == 422 and "Tulis nama orang yang menerima" in main_of(answer)
    assert card(serial).handed_at is None
    assert hand_over(client, serial, relation="spouse", receiver="Siti  Aminah").status_code == 303
    assert (card(serial).handed_to, card(serial).handed_relation) == ("Siti Aminah", "spouse")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"relation": "spouse", "receiver": "3374011705030001"}, "tanpa NIK"),
        ({"relation": "spouse", "receiver": "b" * 121}, "huruf"),
        ({"relation": "raja"}, "Pilih siapa yang menerima"),
        ({"how": "sihir"}, "Pilih bukti"),
        ({"how": "thumb", "note": ""}, "Tulis di mana cap jempolnya"),
        ({"how": "list", "note": ""}, "Tulis daftar yang mana"),
        ({"note": "081234567890"}, "Jangan tulis NIK atau nomor HP"),
        ({"how": "signature"}, "Minta penerima tanda tangan"),
        ({"how": "signature", "signature": "data:image/png;base64,AAAA"}, "tidak terbaca"),
    ],
)
def test_form_comes_back_with_a_sentence_and_hands_nothing_over(client_for, serial, wrong, said):
    answer = hand_over(client_for("petugas"), serial, **wrong)
    assert answer.status_code == 422 and said in main_of(answer)
    assert card(serial).handed_at is None


@pytest.mark.parametrize("place", ["note", "receiver"])
@pytest.mark.parametrize("scanned", ["http://127.0.0.1:8000/v/{}", "{}"])
def test_scan_of_the_next_card_hands_nothing_over_and_stays_nowhere(client_for, serial, place, scanned):
    fields = {"relation": "spouse", "receiver": "Siti Aminah"}
    fields[place] = fields.get(place, "") + " " + scanned.format(card(serial).token)
    answer = hand_over(client_for("petugas"), serial, **fields)
    assert answer.status_code == 422 and "Kode kartu yang dipindai" in main_of(answer)
    assert card(serial).token not in answer.text
    assert card(serial).handed_at is None


def test_scanned_card_is_no_note_on_a_consent(client_for, listed):
    answer = hand_over(client_for("mitra"), listed, **AGREED | {"consent_note": f"/v/{card(listed).token}"})
    assert answer.status_code == 422 and card(listed).handed_at is None


def test_card_with_an_older_name_is_to_be_printed_anew(client_for, people, serial):
    page = f"/kartu/{serial}/serah-terima"
    assert "memuat data lama" not in main_of(client_for("petugas").get(page))
    with writing():
        changed = [("name", "Slamet", desk.NAME)]
        owner, officer = worker_of(serial).id, acting(people["petugas"])
        correction_notes.note(
            worker_id=owner, kind=correction_notes.CORRECTION, changes=changed, reason="", by=officer
        )
    text = main_of(client_for("petugas").get(page))
    assert "memuat data lama" in text and f"/kartu/{serial}/pengganti" in text


def test_unjudged_print_is_named_and_its_card_may_go(client_for, reg_no):
    run = desk.printed(client_for("petugas"), worker=reg_no)
    text = main_of(client_for("petugas").get(f"/kartu/{Card.get().serial}/serah-terima"))
    assert "Menunggu hasil cetak" in text and f"/kartu/lembar/{run}" in text and 'name="relation"' in text


def test_without_a_pad_nobody_is_asked_to_sign(client_for, serial):
    text = main_of(client_for("petugas").get(f"/kartu/{serial}/serah-terima"))
    (chosen,) = re.findall(
        r'<input[^>]*name="how"[^>]* checked[^>]*>|<input[^>]* checked[^>]*name="how"[^>]*>', text
    )
    assert 'value="thumb"' in chosen


def test_form_is_sent_without_leaving_the_page(client_for, serial):
    page = f"/kartu/{serial}/serah-terima"
    assert f'hx-post="{page}"' in main_of(client_for("petugas").get(page))
    answer = desk.send(client_for("petugas"), page, taken(), headers=desk.BY_HTMX)
    assert answer.headers.get("HX-Redirect") == f"/kartu/{serial}/serah-terima?baru=1"


def test_signature_is_kept_sealed_and_shown_to_officers_only(client_for, listed):
    client = client_for("admin")
    answer = hand_over(client, listed, how="signature", note="", signature=desk.drawn_name(), **AGREED)
    assert answer.status_code == 303
    paper = Attachment.get(Attachment.owner_kind == "kartu")
    assert (paper.owner_id, paper.kind, paper.delete_after) == (card(listed).id, "tanda_tangan", None)
    page = f"/kartu/{listed}/serah-terima"
    assert "data:image/png" in main_of(client.get(page))
    assert "data:image/png" not in main_of(client_for("mitra").get(page))


def test_signature_left_from_another_choice_is_not_kept(client_for, serial):
    assert hand_over(client_for("petugas"), serial, signature=desk.drawn_name()).status_code == 303
    assert not Attachment.select().where(Attachment.owner_kind == "kartu").exists()


def test_sending_twice_hands_over_once(client_for, serial):
    client, fields = client_for("petugas"), taken()
    first = desk.send(client, f"/kartu/{serial}/serah-terima", fields)
    second = desk.send(client, f"/kartu/{serial}/serah-terima", fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(trail("kartu.diserahkan")) == 1


def test_second_officer_is_told_when_both_hand_it_over(client_for, serial):
    officers = [client_for("petugas"), client_for("rekan")]
    answers = all_at_once([lambda one=one: hand_over(one, serial) for one in officers])
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    late = next(answer for answer in answers if answer.status_code == 422)
    assert "sudah diserahkan pada" in main_of(late)
    assert len(trail("kartu.diserahkan")) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("petugas", 303), ("rekan", 303), ("admin", 303), ("petugas2", 403), ("mitra", 403), ("auditor", 403)],
)
def test_owner_and_colleague_hand_over_and_no_stranger(client_for, serial, name, status):
    assert hand_over(client_for(name), serial).status_code == status
    assert (card(serial).handed_at is not None) is (status == 303)


def test_own_company_hands_over_and_no_other(client_for, listed):
    assert hand_over(client_for("mitra2"), listed, **AGREED).status_code == 403
    assert hand_over(client_for("mitra_rekan"), listed, **AGREED).status_code == 303


def test_officer_of_the_pickup_post_hands_over_without_the_persons_page(client_for, visit, serial, reg_no):
    Card.update(pickup_post=Post.get(Post.code == "tambak-lorok")).where(Card.serial == serial).execute()
    client = client_for("petugas2")
    page = visit(client, f"/kartu/{serial}/serah-terima").text
    assert desk.NAME in page and "3374••••••••0001" in page
    assert f"/pekerja/{reg_no}" not in page and desk.NIK not in page
    assert client.get(f"/pekerja/{reg_no}").status_code == 403
    assert hand_over(client, serial).status_code == 303


def test_card_of_a_run_nobody_judged_is_good_once_it_is_handed_over(client_for, reg_no):
    desk.printed(client_for("petugas"), worker=reg_no)
    (row,) = Card.select()
    assert row.printed_at is None
    assert hand_over(client_for("petugas"), row.serial).status_code == 303
    assert card(row.serial).printed_at == card(row.serial).handed_at
    assert [place.outcome for place in PrintedCard.select()] == ["good"]


def test_card_that_was_not_printed_is_not_handed_over(client_for, serial):
    Card.update(printed_at=None).execute()
    PrintedCard.update(outcome="unprinted").execute()
    answer = hand_over(client_for("petugas"), serial)
    assert answer.status_code == 422 and "belum dicetak" in main_of(answer)


@pytest.mark.parametrize(("name", "said"), [("petugas", "Buka pembekuannya dulu"), ("admin", "pembekuannya")])
def test_card_of_frozen_person_waits(client_for, serial, reg_no, name, said):
    Worker.update(frozen_at=utc_now(), frozen_reason="uji").where(Worker.reg_no == reg_no).execute()
    answer = hand_over(client_for(name), serial)
    assert answer.status_code == 422 and said in main_of(answer)
    assert card(serial).handed_at is None


def test_words_of_older_rows_are_shown_as_they_are(client_for, serial):
    Card.update(
        handed_at=utc_now(), handed_to=desk.NAME, handed_relation="diri sendiri", handed_how="self",
        handed_by=worker_of(serial).enrolled_by_id,
    ).execute()  # fmt: skip
    page = main_of(client_for("petugas").get(f"/kartu/{serial}/serah-terima"))
    assert "diri sendiri" in page
