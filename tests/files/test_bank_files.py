"""The file that asks a bank to debit: every byte of it as the layout says, and nothing that runs."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from kiosk.files.bank_cells import BankFileRefused
from kiosk.files.bank_files import debit_file
from kiosk.files.bank_letters import plain
from tests.files.bank_desk import NAMES, every_layout, fixed_width, head_of, of_the_house, order


def written(layout, *orders, **head) -> str:
    return debit_file(layout, head_of(orders, **head), iter(orders)).decode(layout.sent.encoding)


def test_canonical_file_has_headings_and_a_line_for_each_account():
    assert written(of_the_house("kanonik"), order(1), order(2, name='Budi; "Santoso", S.Pd.')) == (
        "referensi,tanggal_debet,rekening,nama,mata_uang,jumlah,berita\r\n"
        "K26-7K3QF1-2612-101,2026-12-01,3001234501,SITI AMINAH,IDR,16800.00,IURAN BPJS TK DES 2026 1 ORANG\r\n"
        'K26-7K3QF2-2612-101,2026-12-01,3001234502,"BUDI SANTOSO , S.PD.",IDR,33600.00,'
        "IURAN BPJS TK DES 2026 2 ORANG\r\n"
    )


def test_head_and_detail_file_counts_its_lines_and_sums_them_up():
    assert written(of_the_house("kepala-rincian"), order(1), order(2, name="Budi Santoso, S.Pd.")) == (
        "P,20261201,1010203040,2,50400.00\r\n"
        "3001234501,SITI AMINAH,IDR,16800.00,IURAN BPJS TK DES 2026 1 ORANG,K26-7K3QF1-2612-101,IBU\r\n"
        "3001234502,BUDI SANTOSO S.PD.,IDR,33600.00,IURAN BPJS TK DES 2026 2 ORANG,K26-7K3QF2-2612-101,IBU\r\n"
    )


def test_each_cell_of_a_file_without_delimiter_has_its_width():
    head, first, second, trailer, end = written(fixed_width(), order(1), order(2), number=7).split("\n")
    assert (head, end) == ("H011226007", "")
    assert first == f"D000010000003001234501SITI AMINAH 00000000168000020261201   {'K26-7K3QF1-2612-101':<40}"
    assert len(first) == len(second) == 100
    assert trailer == "T00000200000000005040000"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("  Siti   Aminah ", "SITI AMINAH"),
        ("Óscar Ñuñez Łukasz Straße", "OSCAR NUNEZ LUKASZ STRASSE"),
        ("Nur’aini S.Pd., M.M.", "NUR'AINI S.PD., M.M."),
        ("=HYPERLINK(1)", "HYPERLINK 1"),
        ("+62 Siti", "62 SITI"),
        ("-@=Siti", "SITI"),
        ("\tSiti\r\nAminah", "SITI AMINAH"),
        ("'=1+1 Siti", "1 1 SITI"),
        ('Siti "Ani" Aminah', "SITI ANI AMINAH"),
        ("Siti 阿 Aminah", "SITI AMINAH"),
    ],
)
def test_name_is_written_in_the_letters_the_bank_takes(name, taken):
    assert plain(name, of_the_house("kanonik").sent) == taken


def test_name_stays_as_it_is_where_the_layout_says_so():
    form = replace(of_the_house("kanonik").sent, letters="apa_adanya")
    assert plain("Óscar Łukasz", form) == "Óscar Łukasz"
    assert plain("Óscar Łukasz", replace(form, encoding="cp1252")) == "Oscar Lukasz"
    assert plain("Óscar", replace(form, encoding="cp1252")) == "Óscar"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "'=", " =", "，=", "﹦"])
def test_no_cell_begins_with_what_a_spreadsheet_runs(name, sign):
    layout = of_the_house(name)
    text = written(layout, order(1, name=f"{sign}cmd|' /C calc'!A0"))
    for row in csv.reader(StringIO(text), delimiter=layout.sent.delimiter):
        assert all(cell[:1] not in "=+-@\t\r" for cell in row if cell), row


def test_too_long_a_name_is_cut_or_refused_as_the_layout_says():
    layout = of_the_house("kanonik")
    long = order(1, name="Raden Mas Ngabehi Tumenggung Sastra di Ningrat")
    cut = next(cell for cell in layout.sent.detail if cell.holds == "nama")
    assert ",RADEN MAS NGABEHI TUMENGGUNG SASTRA," in written(layout, long)
    others = [cell if cell is not cut else replace(cut, cut=False) for cell in layout.sent.detail]
    strict = replace(layout, sent=replace(layout.sent, detail=tuple(others)))
    with pytest.raises(BankFileRefused, match=r"Baris K26-7K3QF1-2612-101: isian nama lebih panjang dari 35"):
        written(strict, long)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account": ""}, "nomor rekeningnya bukan"),
        ({"account": "30012A45"}, "nomor rekeningnya bukan"),
        ({"account": "3001-2345-01"}, "nomor rekeningnya bukan"),
        ({"account": "٣٠٠١٢٣٤٥"}, "nomor rekeningnya bukan"),
        ({"amount": 0}, "jumlahnya nol"),
        ({"name": "=-+ 12"}, "tidak memuat huruf"),
        ({"name": ""}, "tidak memuat huruf"),
        ({"key": "K26;7K3QF1"}, "tidak mempunyai referensi"),
        ({"key": ""}, "tidak mempunyai referensi"),
        ({"amount": 99_999_999_999_999}, "isian rupiah lebih panjang dari 15"),
    ],
)
def test_what_the_bank_could_not_take_is_refused_without_naming_the_account(changes, sentence):
    one = order(1, **changes)
    with pytest.raises(BankFileRefused, match=sentence) as refusal:
        written(fixed_width(), one)
    assert not one.account or one.account not in str(refusal.value)


@pytest.mark.parametrize("wrong", [{"lines": 1}, {"lines": 3}, {"amount": 50_401}])
@pytest.mark.parametrize("name", every_layout())
def test_file_that_is_not_what_its_head_says_is_refused(name, wrong):
    with pytest.raises(BankFileRefused, match=r"memuat 2 baris senilai Rp50\.400"):
        written(every_layout()[name], order(1), order(2), **wrong)


def test_layout_with_the_citys_account_needs_it():
    with pytest.raises(BankFileRefused, match="debit_own_account"):
        written(replace(of_the_house("kepala-rincian"), own_account=""), order())


def test_orders_are_taken_one_at_a_time():
    """A layout that kept them would take one before the first was written."""
    taken = []

    def orders():
        for number in (1, 2):
            taken.append(number)
            yield order(number) if number == 1 else order(number, account="")

    with pytest.raises(BankFileRefused):
        debit_file(of_the_house("kanonik"), head_of([order(1), order(2)]), orders())
    assert taken == [1, 2]
