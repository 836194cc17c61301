"""A bank's answer: read line for line, or refused as a whole with a sentence."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import debit_reasons as reasons
from kiosk.domain.debit_returns import FAILED, PAID, ReturnLine
from kiosk.files import bank_text
from kiosk.files.bank_reasons import NAMES
from kiosk.files.bank_returns import read_return
from kiosk.files.bank_samples import answer_file
from tests.files.bank_desk import FIRST, TODAY, canonical, every_layout, fixed_width, framed, of_the_house

KEY = "K26-7K3QF1-2612-101"
OTHER = "K26-7K3QF2-2612-101"
FINE = f"{KEY},33600.00,BERHASIL,,FT26336001,2026-12-01"
SENT = "3001234501,SITI AMINAH,IDR,33600.00,IURAN BPJS TK,K26-7K3QF1-2612-101,IBU"


def read(content, name="kanonik"):
    return read_return(of_the_house(name), content, today=TODAY)


def row_of(*lines):
    [row] = read(canonical(*lines)).rows
    return row


def codes(row):
    return [finding.code for finding in row.findings]


def refused(content, name="kanonik"):
    reading = read(content, name)
    assert reading.rows == []
    [finding] = reading.findings
    assert finding.severity == "block"
    return finding


def test_every_line_is_read_with_its_number_in_the_file():
    answer = canonical(FINE, "", f"{OTHER},16800.00,GAGAL,51 SALDO TIDAK CUKUP,,2026-12-02")
    paid, failed = read(answer).rows
    assert paid == ReturnLine(2, KEY, 33600, PAID, "", "", "FT26336001", FIRST)
    assert failed == ReturnLine(
        4, OTHER, 16800, FAILED, reasons.NO_FUNDS, "51 SALDO TIDAK CUKUP", "", date(2026, 12, 2)
    )


def test_head_and_detail_answer_is_read_by_place():
    answer = framed(f"{SENT},GAGAL,AC04,REKENING TUTUP,FT2,20261201")
    assert read(answer, "kepala-rincian").rows == [
        ReturnLine(2, KEY, 33600, FAILED, reasons.CLOSED, "AC04 REKENING TUTUP", "FT2", FIRST)
    ]


answers = st.builds(
    lambda key, amount, paid, reason, reference, day: ReturnLine(
        0, key, amount, PAID if paid else FAILED, "" if paid else reason, "", reference, day
    ),
    key=st.from_regex(r"K26-[A-Z0-9]{6}-26(0[1-9]|1[0-2])-[1-9][0-9]{2}", fullmatch=True),
    amount=st.integers(1, 9_999_999),
    paid=st.booleans(),
    reason=st.sampled_from([reasons.NO_FUNDS, reasons.NO_ACCOUNT]),
    reference=st.from_regex(r"([A-Z]{2}[0-9A-Z]{0,18})?", fullmatch=True),
    day=st.dates(date(2026, 1, 1), TODAY),
)


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(answers, min_size=1, max_size=12), name=st.sampled_from(sorted(every_layout())))
def test_what_is_answered_by_a_layout_is_read_back_line_for_line(lines, name):
    layout = every_layout()[name]
    reading = read_return(layout, answer_file(layout, lines), today=TODAY)
    assert reading.findings == ()
    assert [replace(row, number=0, bank_reason="") for row in reading.rows] == lines


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_comes_is_read_or_refused_in_a_sentence(content):
    for layout in every_layout().values():
        reading = read_return(layout, content, today=TODAY)
        for finding in (*reading.findings, *(one for row in reading.rows for one in row.findings)):
            assert finding.sentence()
        assert reading.rows or reading.findings


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        ("33600", 33600), ("33600.00", 33600), ("33,600.00", 33600), ("Rp 33600", 33600), ("IDR33600.00", 33600),
        (" 33600.00 ", 33600), ("'33600", 33600), ("0033600.00", 33600),
    ],
)  # fmt: skip
def test_money_with_a_dot_before_cents(written, rupiah):
    assert row_of(f'{KEY},"{written}",BERHASIL,,F1,2026-12-01').amount == rupiah


@pytest.mark.parametrize("written", ["33.600,00", "33600,00", "33600", "33.600"])
def test_money_with_a_comma_before_cents_where_the_layout_says_so(written):
    layout = of_the_house("kanonik")
    layout = replace(layout, answered=replace(layout.answered, decimal_sign=","))
    answer = canonical(f'{KEY},"{written}",BERHASIL,,F1,2026-12-01')
    assert read_return(layout, answer, today=TODAY).rows[0].amount == 33600


@pytest.mark.parametrize(
    "written", ["33.600,00", "33.600", "33600.50", "-33600", "1e5", "٣٣٦٠٠", "9" * 18, "rp"]
)
def test_money_that_may_mean_something_else_is_not_guessed(written):
    row = read(canonical(FINE, f'{OTHER},"{written}",BERHASIL,,F1,2026-12-01')).rows[1]
    assert codes(row) == ["odd_amount"]


def test_answer_whose_every_day_is_to_come_is_refused_for_that_reason():
    early = canonical(FINE.replace("2026-12-01", "2027-12-01"), f"{OTHER},16800.00,BERHASIL,,F2,2027-12-01")
    said = refused(early)
    assert said.code == "return_to_come" and "belum tiba: 1 Desember 2027" in said.sentence()


def test_last_line_without_an_end_may_be_cut_where_the_bank_counts_nothing():
    whole = canonical(FINE)
    assert not read(whole).may_be_cut and read(whole.rstrip()).may_be_cut
    counted = framed(f"{SENT},OK,,,F,20261201")
    assert not read(counted.rstrip(), "kepala-rincian").may_be_cut


def test_money_without_a_sign_counts_its_decimals_in():
    layout = fixed_width()
    answer = answer_file(layout, [ReturnLine(0, KEY, 33600, PAID, reference="F1", day=FIRST)])
    assert answer.count(b"3360000") == 2
    assert read_return(layout, answer, today=TODAY).rows[0].amount == 33600
    [odd] = read_return(layout, answer.replace(b"3360000", b"3360050", 1), today=TODAY).findings
    assert odd.code == "return_unread"


def test_paid_without_money_is_not_taken_as_paid_but_failed_is():
    first, *rest = read(
        canonical(FINE, f"{OTHER},,BERHASIL,,,", f"{OTHER},0,BERHASIL,,,", f"{OTHER},0.00,GAGAL,51,,")
    ).rows
    assert codes(first) == []
    assert [codes(row) for row in rest] == [["no_amount"], ["no_amount"], []]
    assert rest[2].amount is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12-01", FIRST), ("2026-12-01 10:11:12", FIRST), ("2026-12-01T10:11:12", FIRST), ("2026-12-1", FIRST),
        ("", None),
    ],
)  # fmt: skip
def test_day_of_the_debit(written, day):
    row = row_of(f"{KEY},33600,BERHASIL,,F1,{written}")
    assert (row.day, row.findings) == (day, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-12-03", "future_day"), ("2027-12-01", "future_day"), ("2026-12-", "odd_day"), ("01/12/2026", "odd_day"),
        ("2026-13-01", "odd_day"), ("20261201", "odd_day"), ("kemarin", "odd_day"),
    ],
)  # fmt: skip
def test_day_that_cannot_be_blocks_its_line(written, code):
    row = read(canonical(FINE, f"{OTHER},33600,BERHASIL,,F1,{written}")).rows[1]
    assert codes(row) == [code]
    assert row.day is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20261201", FIRST),
        ("20261201101112", FIRST),
        ("20261201 10.11", FIRST),
        ("2026120", None),
        ("2026121", None),
    ],
)
def test_day_of_digits_alone_lacks_none(written, day):
    """A day that was cut would be read as another."""
    fine = f"{SENT.replace('QF1', 'QF2')},OK,,,F,20261201"
    row = read(framed(fine, f"{SENT},OK,,,F,{written}", total="67200.00"), "kepala-rincian").rows[1]
    assert (row.day, codes(row)) == (day, [] if day else ["odd_day"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{OTHER},33600,MUNGKIN,,,", "unknown_status"),
        (f"{OTHER},33600,,,,", "no_status"),
        (",33600,BERHASIL,,,", "no_key"),
        ("K26 7K3QF1,33600,BERHASIL,,,", "odd_key"),
        (f"{OTHER},33600,BERHASIL,51 SALDO KURANG,,", "paid_and_failed"),
        (OTHER, "no_status"),
    ],
)
def test_line_that_cannot_be_understood_says_why_and_the_rest_is_read(line, code):
    fine, odd = read(canonical(FINE, line)).rows
    assert fine.status == PAID and not fine.findings
    assert codes(odd) == [code]


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("AM04", "", reasons.NO_FUNDS),
        ("AC01", "", reasons.NO_ACCOUNT),
        ("AC04", "", reasons.CLOSED),
        ("AC06", "", reasons.BLOCKED),
        ("AM05", "", reasons.DUPLICATE),
        ("MD01", "", reasons.NO_MANDATE),
        ("MD07", "", reasons.DIED),
        ("md07", "", reasons.DIED),
        ("", "Saldo tdk cukup", reasons.OTHER),
        ("", "SALDO  TIDAK CUKUP.", reasons.NO_FUNDS),
        ("", "Rekening Dormant", reasons.BLOCKED),
        ("", "Ditolak: rekening ditutup sejak 2024", reasons.CLOSED),
        ("", "Nama tidak sesuai dengan buku rekening", reasons.OTHER_NAME),
        ("99", "saldo kurang", reasons.NO_FUNDS),
        ("AC04", "saldo kurang", reasons.CLOSED),
        ("", "nasabah ke-51", reasons.OTHER),
        ("", "", reasons.OTHER),
    ],
)
def test_reasons_of_the_bank_become_ours(code, text, reason):
    [row] = read(framed(f"{SENT},GAGAL,{code},{text},,"), "kepala-rincian").rows
    assert row.reason == reason


@pytest.mark.parametrize("said", ["AM04", "51", "am04 saldo kurang", "Gagal: saldo tidak cukup (51)"])
def test_reason_in_one_column_is_a_code_or_words_or_both(said):
    assert row_of(f"{KEY},0,GAGAL,{said},,").reason == reasons.NO_FUNDS


@pytest.mark.parametrize("name", ["kanonik", "kepala-rincian"])
def test_every_reason_that_may_come_of_a_file_is_known_to_the_layouts(name):
    told = set(of_the_house(name).answered.reasons.values())
    assert told == set(NAMES.values()) - {reasons.OTHER, reasons.FILE_REFUSED}
    assert set(NAMES.values()) <= set(reasons.REASONS)


def test_words_of_the_bank_are_kept_without_what_may_be_an_account():
    row = row_of(f"{KEY},0,GAGAL,X9 Rek 3001 2345 01 an Siti 300123-45-6 limit 25,,")
    assert row.reason == reasons.OTHER
    assert row.bank_reason == "X9 Rek •••• an Siti •••• limit 25"
    assert len(row_of(f"{KEY},0,GAGAL,{'panjang ' * 40},,").bank_reason) <= 120
    assert len(row_of(f"{KEY},33600,BERHASIL,,{'F' * 90},").reference) == 60


def test_words_of_a_strange_status_are_kept_without_what_may_be_an_account():
    row = read(canonical(FINE, f"{OTHER},0,3001234501,,,")).rows[1]
    assert "3001234501" not in row.findings[0].sentence()


def in_windows(content):
    return content.replace(b"SALDO", "SALDÓ".encode("cp1252"))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: b"\xef\xbb\xbf" + c,
        lambda c: c.replace(b"\r\n", b"\n"),
        lambda c: c.replace(b"\r\n", b"\r"),
        lambda c: c.replace(b"\r\n", b"\r\n\r\n"),
        lambda c: c.replace(b",", b" , "),
        lambda c: b'"' + c.replace(b",", b'","').replace(b"\r\n", b'"\r\n"')[:-1],
        lambda c: c.decode().encode("utf-16"),
        lambda c: b"sep=,\r\n" + c,
        lambda c: c + b"\x1a",
        lambda c: c + b",,,,,\r\n",
        lambda c: c.removesuffix(b"\r\n"),
        lambda c: c.replace(b"referensi,jumlah", b"REFERENSI,Jumlah "),
        lambda c: c.replace(KEY.encode(), KEY.lower().encode()),
        lambda c: c.replace(b"BERHASIL", b"berhasil."),
        in_windows,
    ],
)
def test_ways_in_which_programs_write_the_same(change):
    answer = canonical(FINE, f"{OTHER},16800.00,GAGAL,51 SALDO KURANG,,2026-12-02")
    reading = read(change(answer))
    assert [(row.key, row.amount, row.status) for row in reading.rows] == [
        (KEY, 33600, PAID),
        (OTHER, 16800, FAILED),
    ]
    assert reading.findings == () and not any(row.findings for row in reading.rows)


def test_quotation_mark_that_is_never_closed_takes_its_own_line_only():
    broken, fine = read(canonical(f'"{OTHER},33600,BERHASIL,,,', FINE)).rows
    assert "no_status" in codes(broken) and fine.status == PAID


def test_last_line_broken_in_the_middle_is_unreadable_and_the_rest_is_read():
    whole = canonical(FINE, f"{OTHER},16800.00,GAGAL,51 SALDO KURANG,,2026-12-02")
    for length in range(len(canonical(FINE)) + 1, len(whole) - len("\r\n")):
        reading = read(whole[:length])
        assert reading.findings == ()
        fine, broken = reading.rows
        assert fine.status == PAID and fine.number == 2
        only_the_day_is_missing = whole[:length].endswith(b"KURANG,,")
        assert bool(codes(broken)) != only_the_day_is_missing, whole[:length]


def test_answer_that_is_cut_anywhere_is_refused_as_a_whole_where_the_bank_counts():
    paid = f"{SENT},BERHASIL,00,,FT1,20261201"
    whole = framed(paid, paid.replace("QF1", "QF2"), total="67200.00")
    assert len(read(whole, "kepala-rincian").rows) == 2
    for length in range(len(whole) - len(f"\r\n{paid}\r\n")):
        assert refused(whole[:length], "kepala-rincian").sentence()


def test_answer_cut_before_its_trailer_is_refused_as_a_whole():
    layout = fixed_width()
    whole = answer_file(layout, [ReturnLine(0, key, 33600, PAID, day=FIRST) for key in (KEY, OTHER)])
    assert len(read_return(layout, whole, today=TODAY).rows) == 2
    for length in range(len(whole) - len("T00000200000000006720000\r\n")):
        assert read_return(layout, whole[:length], today=TODAY).rows == []


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (framed(f"{SENT},OK,,,F,20261201", count=2), "return_cut_off", "memuat 2 baris, tetapi yang ada 1"),
        (framed(f"{SENT},OK,,,F,20261201", total="1"), "return_other_sum", "bernilai Rp1, tetapi"),
        (framed(f"{SENT},OK,,,F,20261201", total="x"), "return_count_unread", "tidak dapat dipastikan"),
        (framed(f"{SENT},OK,,,F,20261201", own="999999"), "return_other_account", "rekening lain"),
        (framed(f"{SENT},OK,,,F,20261201")[40:], "return_not_framed", "baris kepala “P”"),
        (framed(SENT), "return_unread", "Tidak satu pun dari 1 baris"),
    ],
)
def test_answer_that_is_not_what_its_head_says_is_refused_as_a_whole(content, code, sentence):
    finding = refused(content, "kepala-rincian")
    assert finding.code == code
    assert sentence in finding.sentence()


def test_sum_is_not_asked_where_a_line_names_none_that_can_be_read():
    lines = [
        f"{SENT},OK,,,F,20261201",
        f"{SENT.replace('33600.00', 'x').replace('QF1', 'QF2')},OK,,,F,20261201",
    ]
    fine, odd = read(framed(*lines), "kepala-rincian").rows
    assert (fine.status, codes(odd)) == (PAID, ["odd_amount"])


def archive() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as zipped:
        zipped.writestr("xl/workbook.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b"\r\n \r\n\x1a", "kosong"),
        (b"\xef\xbb\xbf", "kosong"),
        (b",,,\r\n,,\r\n", "kosong"),
        (b"%PDF-1.7\n", "PDF"),
        (archive(), "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel lama"),
        (bytes(range(256)) * 4, "bukan teks"),
        (b"<!DOCTYPE html><html>masuk</html>", "halaman web"),
        (b"x" * 6_000, "lebih panjang dari 5000"),
        (b"a;b\r\n" * 100_001, "lebih dari 100.000 baris"),
        (b"a,b,c\r\n1,2,3\r\n", "Judul kolom referensi"),
        (canonical(), "satu pun baris rincian"),
        (
            b"referensi,tanggal_debet,rekening,nama,mata_uang,jumlah,berita\r\nK,1,2,S,IDR,1.00,x\r\n",
            "status, alasan",
        ),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(content, word):
    assert word in refused(content).sentence()


def test_endless_file_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(bank_text, "MOST_BYTES", 20)
    assert refused(canonical(FINE)).code == "return_too_large"


def test_headings_in_another_order_and_columns_nobody_asked_for_do_not_matter():
    content = (
        "nama,tanggal debet,status,jumlah,referensi,referensi bank,alasan,kode\r\n"
        f"SITI AMINAH,2026-12-01,OK,33600,{KEY},FT1,,\r\n"
    )
    [row] = read(content.encode()).rows
    assert (row.key, row.amount, row.status, row.reference) == (KEY, 33600, PAID, "FT1")


def test_heading_that_stands_there_twice_is_not_guessed():
    twice = (
        canonical(FINE)
        .replace(b"tanggal_debet", b"tanggal_debet,Status")
        .replace(b"2026-12-01", b"2026-12-01,OK")
    )
    assert "Judul kolom status ada lebih dari sekali pada baris 1" in refused(twice).sentence()


def test_nothing_of_a_refused_file_stands_in_what_is_said_of_it():
    sentence = refused(b"3001234501,SITI AMINAH,33600\r\n3001234502,BUDI,16800\r\n").sentence()
    assert "3001234501" not in sentence and "SITI" not in sentence
