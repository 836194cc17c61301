"""Before money counts: the admin sees what a press would pay, and a sum that can hardly be meant is asked about."""

from datetime import timedelta

from db.models import Bill, Payment, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import holds
from tests.web import desk
from tests.web.payments.test_payments import pdf

OTHERS = (("3374021104020005", "Wagiman"),)


def tell(client, bill: str, **other):
    return desk.send(
        client,
        f"/tagihan/{bill}/pembayaran",
        desk.payment_fields(**other),
        content_type="multipart/form-data",
    )


def main(page) -> str:
    return page.text.partition("<main")[2]


def test_admin_reads_what_the_press_would_pay(mitra, admin, bill, visit):
    no = desk.paid(mitra, bill, amount="20000")
    other = desk.paid(mitra, bill, amount="8400", reference="TRF 2")
    page = main(visit(admin, f"/pembayaran/{no}"))
    assert 'id="preview-paid"' in page and 'id="preview-credit"' in page
    assert "membayar 2 bulan untuk 2 orang" in page and other in page
    assert "ditahan paling lama sampai" in page
    desk.send(admin, f"/pembayaran/{no}/konfirmasi")
    assert 'id="preview-paid"' not in main(visit(admin, f"/pembayaran/{no}"))


def test_nothing_is_held_until_a_day_that_is_over(mitra, admin, bill, visit):
    desk.paid(mitra, bill)
    over = utc_now() - timedelta(days=60)
    Payment.update(told_at=over).execute()
    Bill.update(hold_until=over).execute()
    holds.release_expired(now=utc_now() + timedelta(days=40))
    no = Payment.get().no
    page = main(visit(admin, f"/pembayaran/{no}"))
    assert "6 bulan tagihan ini sudah dilepas" in page and "6 di antaranya masih kosong" in page
    for address in (f"/pembayaran/{no}", "/pembayaran", "/tagihan", f"/tagihan/{bill}"):
        assert "ditahan paling lama" not in main(visit(admin, address))


def test_admin_is_warned_of_the_same_transfer_from_another_company(client_for, mitra, admin, bill, visit):
    first = desk.paid(mitra, bill, reference="TRF-1")
    second = client_for("mitra2")
    other_bill = desk.billed(second, desk.opened(second, sheet=desk.small_sheet(*OTHERS)))
    same_words = desk.paid(second, other_bill, reference="TRF 1", evidence=pdf())
    same_paper = desk.paid(second, other_bill, reference="LAIN 9")
    for no in (same_words, same_paper):
        warned = main(visit(admin, f"/pembayaran/{no}"))
        assert "transfer yang sama" in warned and f'href="/pembayaran/{first}"' in warned
        assert "transfer yang sama" not in main(visit(second, f"/pembayaran/{no}"))


def test_a_sum_that_pays_nothing_needs_a_tick(mitra, bill):
    answer = tell(mitra, bill, amount="50", sure="")
    assert answer.status_code == 422
    assert "tidak membayar satu bulan pun" in answer.text and 'name="sure"' in answer.text
    assert "Pilih berkasnya sekali lagi" in answer.text
    assert not Payment.select().exists()
    assert tell(mitra, bill, amount="50", sure="y").status_code == 303


def test_a_sum_far_over_needs_a_tick_and_a_form_sent_twice_does_not(admin, bill):
    amount = Bill.get().amount
    assert tell(admin, bill, amount=str(2 * amount + 1), sure="").status_code == 422
    fields = {"amount": str(amount), "sure": "", "client_key": desk.key()}
    answers = [tell(admin, bill, **fields) for _time in range(2)]
    assert answers[0].status_code == 303 and answers[0].location == answers[1].location


def test_a_blank_form_asks_for_no_tick(mitra, bill, visit):
    assert 'name="sure"' not in visit(mitra, f"/tagihan/{bill}/pembayaran").text


def test_everything_that_is_wrong_is_said_in_the_first_round(mitra, bill):
    first = desk.paid(mitra, bill, reference="TRF 7")
    answer = tell(
        mitra, bill, reference="trf-7", received_on=f"{today() + timedelta(days=3):%d/%m/%Y}", evidence=(None, "")
    )  # fmt: skip
    assert answer.status_code == 422
    assert "sudah tercatat" in answer.text and f'href="/pembayaran/{first}"' in answer.text
    assert "belum" in answer.text and "Pilih berkas bukti" in answer.text


def test_several_waiting_payments_are_counted(mitra, bill, visit):
    for number in (1, 2):
        desk.paid(mitra, bill, reference=f"TRF {number}")
    assert "2 pembayaran, bersama Rp16.800, menunggu konfirmasi" in visit(mitra, f"/tagihan/{bill}").text
    batch = Bill.get().batch.no
    assert "2 pembayaran, bersama Rp16.800, menunggu konfirmasi" in visit(mitra, f"/batch/{batch}").text


def test_a_part_that_ran_out_is_said_on_bill_batch_and_row(mitra, admin, bill, visit):
    desk.paid(admin, bill, amount="16800")
    holds.release_expired(now=utc_now() + timedelta(days=40))
    page = visit(mitra, f"/tagihan/{bill}").text
    assert "Sebagian dibayar, sisanya dilepas" in page and "Lunas" not in main(
        visit(mitra, f"/tagihan/{bill}")
    )
    batch = main(visit(mitra, f"/batch/{Bill.get().batch.no}"))
    assert "sisanya lewat waktu dan dilepas" in batch and "Lunas" not in batch
    assert batch.count("sudah dilepas: bulan itu") == 2


def test_the_bill_says_where_the_code_to_pay_comes_from(mitra, bill, visit):
    page = main(visit(mitra, f"/tagihan/{bill}"))
    assert "Kode iuran dibuat oleh BPJS Ketenagakerjaan melalui Disnaker" in page
    no = desk.paid(mitra, bill)
    assert "rekening koran" not in visit(mitra, f"/pembayaran/{no}").text


def test_a_refusal_stands_at_the_head_of_the_bill(mitra, admin, bill, visit):
    no = desk.paid(mitra, bill)
    desk.send(admin, f"/pembayaran/{no}/penolakan", {"client_key": desk.key(), "why": "Belum terlihat."})
    head = main(visit(mitra, f"/tagihan/{bill}")).partition('id="step"')[0]
    assert f"Pembayaran {no} ditolak." in head and "Belum terlihat." in head


def test_a_reversal_names_its_person_on_the_payment(mitra, admin, bill, visit):
    no = desk.paid(admin, bill, amount=str(Bill.get().amount))
    sugeng = Worker.get(Worker.name == "Sugeng")
    fields = {"client_key": desk.key(), "scope": "people", "workers": sugeng.reg_no, "why": "Salah orang."}
    assert desk.send(admin, f"/pembayaran/{no}/pembalikan", fields).status_code == 303
    section = main(visit(mitra, f"/pembayaran/{no}")).partition('id="undone"')[2].partition("</section>")[0]
    assert "Salah orang." in section and "Sugeng" in section and "Tarno" not in section
