"""The page of a civil servant who pays for workers, the first page's counters, and the receipt of a year."""

import re
from io import BytesIO

import pypdfium2
import pytest

from db.connection import writing
from db.models import Commitment, CoverageMonth, Donor, Mandate, Pledge, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import long_date, month_name
from kiosk.services import mandates, pledge_months, pledges
from kiosk.services.acting import SYSTEM
from tests.ledger_rows import pay, pay_and_confirm, planned_months, somebody
from tests.services import asn_desk, mandate_desk
from tests.web import desk

OWN = "/asn/saya"


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"], opd_code=people["opd"].opd.code)


@pytest.fixture
def client(client_for, donor):
    return client_for("donatur")


@pytest.fixture
def mandate(donor) -> Mandate:
    return asn_desk.verified(donor, people=2)


def main_of(answer) -> str:
    text = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def dies(gone: Pledge) -> None:
    with writing():
        Worker.update(died_on=today()).where(Worker.id == gone.worker_id).execute()
        pledges.end([gone], why="died", release_why="died", by=SYSTEM)


def months_of(mandate: Mandate) -> list[CoverageMonth]:
    theirs = [one.commitment_id for one in pledges.live_under(mandate)]
    return list(CoverageMonth.select().where(CoverageMonth.commitment.in_(theirs)).order_by(CoverageMonth.id))


def test_before_the_sign_up_it_leads_there(client_for, visit):
    for address in (OWN, "/"):
        page = visit(client_for("donatur"), address)
        assert 'href="/asn/daftar"' in page.text and "Selesaikan pendaftaran" in main_of(page)


def test_without_anybody_it_says_what_to_do(client, visit):
    words = main_of(visit(client, OWN))
    assert "Belum ada pekerja asuh" in words and "Langkah 3 dari 5" in words


def test_reserved_ones_wait_for_a_signature(client, donor, visit):
    asn_desk.picked(donor)
    page = visit(client, OWN)
    assert "1 orang dipesan dan menunggu surat kuasa Anda" in main_of(page)
    assert 'href="/asn/daftar/pilihan"' in page.text


def test_signed_papers_are_missing_and_then_the_opd_looks(client, donor, visit):
    mandate = asn_desk.signed(donor)
    assert f"Lengkapi berkas surat kuasa {mandate.no}" in main_of(visit(client, OWN))
    asn_desk.with_copies(mandate)
    assert f"Surat kuasa {mandate.no} diperiksa OPD Anda" in main_of(visit(client, OWN))


def test_own_workers_by_name_with_state_months_and_mandate(client, mandate, visit):
    pay_and_confirm(months_of(mandate)[:1])
    page = visit(client, OWN)
    words = main_of(page)
    assert words.count("surat kuasa " + mandate.no) == 2 and "Anda tanggung sejak" in words
    for worker in Worker.select():
        assert worker.name in words and worker.reg_no not in page.text
    assert "direncanakan oleh Anda" in words and "terlindungi mulai" in words
    assert "Rp16.800" in words and "Rp8.400" in words  # of both, and what is paid of it


def test_who_else_pays_is_not_told(client, mandate, visit):
    [first, _second] = pledges.live_under(mandate)
    later = pledge_months.next_debit_month().replace(day=1)
    month = later.replace(year=later.year + (later.month == 12), month=later.month % 12 + 1)
    planned_months(Worker.get_by_id(first.worker_id), [month], funder=somebody("csr", "PT Rahasia Jaya"))
    words = main_of(visit(client, OWN))
    assert "direncanakan oleh pihak lain" in words and "Rahasia" not in words


def test_who_was_lost_is_named_with_the_reason_and_may_be_replaced(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    page = visit(client, OWN)
    words = main_of(page)
    assert "1 tempat dalam surat kuasa Anda kosong." in words and "Telah berpulang" in words
    assert f"/asn/daftar/pekerja/pilih?ganti={gone.id}" in page.text
    assert f"/asn/daftar/pekerja/usul?ganti={gone.id}" in page.text


def test_day_on_which_it_was_noted_is_not_told_as_the_day_it_happened(client, mandate, visit):
    """Who stops working is paid for up to the last month; the day written down is that of the note."""
    gone = pledges.live_under(mandate)[0]
    last = add_months(first_of_month(today()), 1)
    with writing():
        pledges.end([gone], why="stopped", release_why="stopped", by=SYSTEM)
        Commitment.update(last_month=last).where(Commitment.id == gone.commitment_id).execute()
    words = main_of(visit(client, OWN))
    assert f"berhenti bekerja, tercatat {long_date(today())}" in words
    assert f"Anda menanggungnya sampai {month_name(last)}." in words


def test_after_a_revocation_nobody_is_replaced(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    Mandate.update(revoked_on=today(), revoked_why="own_request").where(Mandate.id == mandate.id).execute()
    page = visit(client, OWN)
    assert "?ganti=" not in page.text and "dicabut mulai" in main_of(page)


def test_nobody_sees_anothers_workers(client, client_for, people, visit):
    other = asn_desk.verified(asn_desk.donor(user=people["mitra2"]))
    name = Worker.get_by_id(pledges.live_under(other)[0].worker_id).name
    page = visit(client, OWN)
    assert name not in page.text and other.no not in page.text
    for role in ("petugas", "mitra", "opd", "admin", "auditor"):
        assert client_for(role).get(OWN).status_code == 403


def test_queries_do_not_grow_with_the_workers(client, donor, count_queries):
    asn_desk.verified(donor, people=1)
    few = count_queries(lambda: client.get(OWN))
    asn_desk.verified(donor, people=5)
    assert count_queries(lambda: client.get(OWN)) == few


def test_counters_on_the_first_page(client, mandate, visit):
    page = visit(client, "/")
    assert '<data id="own-protected" value="0"' in page.text and '<data id="waiting" value="0"' in page.text


def test_receipt_of_a_year_names_month_person_and_reference(client, mandate, visit):
    pay(months_of(mandate))
    assert f"{OWN}/tanda-terima/{today().year}.pdf" in visit(client, OWN).text
    answer = client.get(f"{OWN}/tanda-terima/{today().year}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = pypdfium2.PdfDocument(BytesIO(answer.data))
    words = " ".join(pages[number].get_textpage().get_text_bounded() for number in range(len(pages)))
    assert f"Tanda terima iuran {today().year}" in words and "Rp16.800" in words
    assert months_of(mandate)[0].payment.reference in words
    names = [one.worker.name for one in Pledge.select()]
    assert names[0].split()[0] in words and Worker.get().reg_no not in words


@pytest.mark.parametrize("year", [2019, 99999])
def test_there_is_no_receipt_of_a_year_without_payments(client, mandate, visit, year):
    pay(months_of(mandate))
    visit(client, f"{OWN}/tanda-terima/{year}.pdf", status=404)


def test_nobody_gets_anothers_receipt(client, people, visit):
    other = asn_desk.verified(asn_desk.donor(user=people["mitra2"]))
    pay(months_of(other))
    visit(client, f"{OWN}/tanda-terima/{today().year}.pdf", status=404)


SAME = "Buat surat kuasa baru untuk orang yang sama"


def refused(donor: Donor, people: int = 1) -> Mandate:
    mandate = mandate_desk.signed(donor, people=people, plan="jkk_jkm_jht")
    mandates.refuse(no=mandate.no, why="NIP keliru.", by=asn_desk.secretary(donor.opd.code))
    return mandate


def test_after_a_refusal_one_button_leads_on_with_the_same_people_plan_and_account(client, donor, visit):
    mandate = refused(donor, people=2)
    for address in (OWN, "/", f"/asn/kuasa/{mandate.no}"):
        page = visit(client, address)
        assert page.text.count('href="/asn/daftar/pilihan"') == 1 and SAME in main_of(page)
        assert "tetap dipesan untuk Anda sampai" in main_of(page)
    choice = visit(client, "/asn/daftar/pilihan")
    assert "Untuk 2 orang" in choice.text and "••••••5678" in choice.text
    assert re.search(r'checked[^>]*value="jkk_jkm_jht"', choice.text)
    said = {"client_key": desk.key(), "plan": "jkk_jkm_jht", "account": "", "account_name": donor.name}
    assert desk.send(client, "/asn/daftar/pilihan", said).status_code == 303
    mandate_desk.sign_as_it_reads(donor)
    assert "ditolak OPD Anda" not in main_of(visit(client, OWN))


@pytest.mark.parametrize("then", ["signed", "accepted", "revoked"])
def test_a_refusal_is_answered_by_what_was_signed_after_it(client, donor, visit, then):
    refused(donor)
    assert "ditolak OPD Anda" in main_of(visit(client, "/"))
    mandate_desk.drafted(donor, people=0)
    no = mandate_desk.sign_as_it_reads(donor)
    if then == "accepted":
        mandates.verify(no=no, by=asn_desk.secretary(donor.opd.code), papers_seen=True)
    if then == "revoked":
        mandates.revoke(no=no, on=today(), why="own_request", by=asn_desk.acting(donor))
    for address in (OWN, "/"):
        assert "ditolak OPD Anda" not in main_of(visit(client, address))


def test_a_refusal_that_was_read_is_put_away_by_its_donor_alone(client, donor, people, visit, client_for):
    mandate = refused(donor)
    asn_desk.donor(user=people["mitra2"])
    put = f"/asn/kuasa/{mandate.no}/penolakan"
    for name in ("mitra2", "opd", "petugas", "admin", "auditor"):
        assert desk.send(client_for(name), put).status_code == 403
    assert "ditolak OPD Anda" in main_of(visit(client, OWN))
    assert [desk.send(client, put).status_code for _time in range(2)] == [303, 303]
    words = main_of(visit(client, OWN))
    assert "ditolak OPD Anda" not in words and "1 orang dipesan dan menunggu surat kuasa Anda" in words


def test_copies_that_could_not_be_read_are_asked_for_on_the_page(client, donor, visit, client_for):
    mandate = asn_desk.signed(donor)
    asn_desk.with_copies(mandate)
    here = f"/opd/{donor.opd.code}/berkas/{mandate.no}/penolakan"
    said = {"client_key": desk.key(), "why": "copies", "words": "Fotonya kabur"}
    assert desk.send(client_for("opd"), here, said).status_code == 303
    assert "menunggu salinan baru" in client_for("opd").get(f"/opd/{donor.opd.code}/berkas").text
    assert "Menunggu salinan baru" in client_for("opd").get(here.removesuffix("/penolakan")).text
    assert "meminta salinan baru" in main_of(visit(client, OWN))
    page = visit(client, f"/asn/kuasa/{mandate.no}")
    assert "Fotonya kabur" in main_of(page) and f"/asn/kuasa/{mandate.no}/berkas" in page.text


def test_while_the_opd_looks_nobody_is_said_to_be_paid_for(client, donor, visit):
    asn_desk.signed(donor, people=2)
    words = main_of(visit(client, OWN))
    assert "2 orang menunggu pemeriksaan OPD." in words and "Anda menanggung" not in words
    assert "Anda tanggung sejak" not in words


def test_the_message_leads_to_the_list_of_whom_one_can_pick(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    for address in (OWN, "/"):
        notice = (
            visit(client, address)
            .text.partition("tempat dalam surat kuasa Anda kosong")[2]
            .partition("</p>")[0]
        )
        assert f'href="/asn/daftar/pekerja/pilih?ganti={gone.id}"' in notice


def test_a_month_that_was_debited_counts_also_when_the_worker_is_lost_afterwards(client, mandate, visit):
    pay(months_of(mandate))
    with writing():
        pledges.end(pledges.live_under(mandate)[:1], why="died", release_why="died", by=SYSTEM)
    sums = visit(client, OWN).text.partition('id="months"')[2].partition("</table>")[0]
    assert "Rp16.800" in sums and "Rp8.400" not in sums


def test_death_of_a_worker_is_told_with_the_name_and_with_respect(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    words = main_of(visit(client, OWN))
    name = Worker.get_by_id(gone.worker_id).name
    assert f"{name} telah berpulang Kami turut berduka cita. Tercatat {long_date(today())}." in words
    assert "rekening Anda tidak didebet lagi untuk beliau" in words


def test_condolence_comes_first_and_a_replacement_later_and_quietly(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    for address in (OWN, "/"):
        text = visit(client, address).text
        main = text.partition("<main")[2]
        assert main.index("telah berpulang") < main.index("Cari pengganti"), address
        assert "notice-soon" not in main and "notice-act" not in main
        assert main.index("telah berpulang") < main.index(
            'id="worker-' if address == OWN else 'class="tiles"'
        )


def test_death_that_was_taken_back_is_called_wrong_and_the_person_may_be_taken_on_again(
    client, mandate, visit
):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    Worker.update(died_on=None).where(Worker.id == gone.worker_id).execute()
    name = Worker.get_by_id(gone.worker_id).name
    for address in (OWN, "/"):
        words = main_of(visit(client, address))
        assert f"Kabar itu keliru; {name} masih bersama kita" in words and "Kami mohon maaf" in words
        assert "elah berpulang" not in words and "berduka" not in words
    page = visit(client, OWN).text
    [again] = re.findall(r'href="(/asn/daftar/pekerja/ganti\?[^"]+)"', page)
    asked = main_of(visit(client, again.replace("&amp;", "&")))
    assert f"Tanggung {name} lagi?" in asked and "Ya, tanggung lagi" in asked


def test_who_was_taken_for_dead_and_has_somebody_else_by_now_is_not_offered(client, mandate, visit):
    gone = pledges.live_under(mandate)[0]
    dies(gone)
    Worker.update(died_on=None).where(Worker.id == gone.worker_id).execute()
    planned_months(
        Worker.get_by_id(gone.worker_id), [pledge_months.next_debit_month()], funder=somebody("csr")
    )
    page = visit(client, OWN)
    assert (
        "Sekarang beliau masih ada penanggungnya" in main_of(page) and "Tanggung beliau lagi" not in page.text
    )
