"""Layouts as files that somebody edits: each mistake is one sentence that names the file, the entry and what to do."""

import pytest

from kiosk.files.bank_layout_files import OF_THE_HOUSE, files_of, layout_of, read_layout
from kiosk.files.bank_layout_tables import LayoutMistake
from tests.files.bank_desk import FIXED, NAMES, every_layout

CANONICAL = (OF_THE_HOUSE / "kanonik.toml").read_text(encoding="utf-8")
FRAMED = (OF_THE_HOUSE / "kepala-rincian.toml").read_text(encoding="utf-8")


def mistake(text: str) -> str:
    with pytest.raises(LayoutMistake) as found:
        layout_of("bank.toml", text.encode())
    sentence = str(found.value)
    assert "bank.toml" in sentence and sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_layouts_of_the_house_are_the_canonical_one_and_head_and_detail():
    assert NAMES == ("kanonik", "kepala-rincian")
    assert all(layout.title for layout in every_layout().values())


@pytest.mark.parametrize(
    ("text", "before", "after", "sentence"),
    [
        (CANONICAL, 'nama = "Kanonik (CSV berjudul)"', "", "isian nama belum ada"),
        (CANONICAL, 'nama = "Kanonik (CSV berjudul)"', 'nama = ""', "isian nama kosong"),
        (CANONICAL, 'nama = "Kanonik (CSV berjudul)"', "nama = 5", "isian nama harus teks"),
        (CANONICAL, 'nama = "Kanonik (CSV berjudul)"', f'nama = "{"x" * 81}"', "paling panjang 80"),
        (CANONICAL, 'pemisah = ","              #', 'pemisah = "," kutip', "mulai baris"),
        (CANONICAL, "[jawaban.alasan]", "[jawaban.alasan", "mulai baris"),
        (CANONICAL, "[kirim]", "[kirm]", "isian kirim belum ada"),
        (CANONICAL, 'sandi = "utf-8"', 'sandi = "utf-9"', "kirim.sandi berisi “utf-9”"),
        (CANONICAL, 'sandi = "utf-8"', 'sandy = "utf-8"', "kirim.sandy tidak dikenal"),
        (CANONICAL, "kutip = true", 'kutip = "ya"', "kirim.kutip harus true atau false"),
        (CANONICAL, 'pemisah = "," ', 'pemisah = ",," ', "kirim.pemisah paling panjang 1"),
        (CANONICAL, 'pemisah = "," ', 'pemisah = "a" ', "kirim.pemisah harus satu tanda"),
        (CANONICAL, 'pemisah = "," ', 'pemisah = "" ', "kirim.judul hanya untuk"),
        (CANONICAL, 'isi = "kunci"', 'isi = "kuncinya"', "kirim.rincian[1].isi berisi “kuncinya”"),
        (
            CANONICAL,
            'judul = "referensi", isi = "kunci"',
            'judul = "referensi", isi = "nomor"',
            "memuat “kunci”",
        ),
        (
            CANONICAL,
            "paling_panjang = 40 }",
            "paling_panjang = 0.5 }",
            "kirim.rincian[1].paling_panjang harus angka",
        ),
        (CANONICAL, "paling_panjang = 40 }", "lebr = 4 }", "kirim.rincian[1].lebr tidak dikenal"),
        (CANONICAL, 'teks = "IDR"', 'teks = "=IDR"', "kirim.rincian[5].teks berawal"),
        (CANONICAL, 'teks = "IDR"', 'teks = "I,DR"', "memuat tanda pemisah"),
        (CANONICAL, 'teks = "IDR"', 'teks = "I\\nDR"', "tanda yang tidak terlihat"),
        (CANONICAL, "kutip = true", '"ku\\ntip" = true', "kirim.kutip tidak dikenal"),
        (CANONICAL, "{orang}", "{nik}", "memuat {nik}"),
        (
            CANONICAL,
            'tanggal = "yyyy-mm-dd" },',
            'tanggal = "yyyy" },',
            "kirim.rincian[2].tanggal berisi “yyyy”",
        ),
        (
            CANONICAL,
            'isi = "rekening", paling_panjang = 20',
            'isi = "rekening", terlalu_panjang = "potong"',
            "Hanya nama dan berita",
        ),
        (
            FRAMED,
            'desimal = 2, tanda_desimal = "." },',
            'desimal = 2, tanda_desimal = "," },',
            "sama dengan tanda",
        ),
        (FRAMED, 'teks = "P"', 'teks = "阿"', "tidak ada dalam sandi ascii"),
        (FRAMED, 'isi = "jumlah_baris"', 'isi = "kunci"', "kirim.kepala[4].isi berisi “kunci”"),
        (FRAMED, "kunci = 6", 'kunci = "referensi"', "jawaban.rincian.kolom.kunci harus nomor kolomnya"),
        (FRAMED, "kunci = 6", "kunci = 0", "jawaban.rincian.kolom.kunci harus nomor kolomnya"),
        (FRAMED, "kunci = 6, ", "", "jawaban.rincian.kolom.kunci belum ada"),
        (CANONICAL, 'kunci = "referensi"', "kunci = 6", "harus menyebut judul kolomnya"),
        (
            CANONICAL,
            'status = "status"',
            'nik = "nik", status = "status"',
            "jawaban.rincian.kolom.nik tidak dikenal",
        ),
        (CANONICAL, 'gagal = ["GAGAL"', 'gagal = ["Ok", "GAGAL"', "jawaban.status.gagal memuat “ok”"),
        (
            CANONICAL,
            'gagal = ["GAGAL", "DITOLAK", "RJCT"]',
            "gagal = []",
            "jawaban.status.gagal harus daftar",
        ),
        (CANONICAL, 'gagal = ["GAGAL", "DITOLAK", "RJCT"]', 'gagal = ["!"]', "tidak memuat huruf atau angka"),
        (CANONICAL, 'ditutup = ["AC04"', 'ditutup = ["AM04"', "jawaban.alasan.ditutup memuat “AM04”"),
        (CANONICAL, "ditutup = [", "tutup = [", "jawaban.alasan.tutup tidak dikenal"),
        (CANONICAL, "[jawaban.status]", "[jawaban.keadaan]", "jawaban.status belum ada"),
        (CANONICAL, "[jawaban.rincian]\n", "[jawaban]\nrincian = 5\n", "mulai baris"),
        (FIXED, "lebar = 40", "isian = ' '", "kirim.rincian[9].lebar belum ada"),
        (FIXED, "kunci = [2, 40]", "kunci = [2]", "harus tempat huruf pertama dan lebarnya"),
        (FIXED, "kunci = [2, 40]", "kunci = 2", "harus tempat huruf pertama dan lebarnya"),
        (FIXED, "[jawaban]\n", "[jawaban]\njudul = true\n", "jawaban.judul hanya untuk"),
    ],
)
def test_mistake_is_one_sentence_that_names_the_place(text, before, after, sentence):
    assert before in text
    assert sentence in mistake(text.replace(before, after, 1))


@pytest.mark.parametrize(
    "text", ["", "= 5", "nama", "[kirim]\n" * 2, "kirim = 1\nnama = 'x'", "x = " + "[" * 5000]
)
def test_file_that_is_no_layout_is_one_sentence(text):
    assert mistake(text)


def test_file_that_is_no_text_is_one_sentence():
    with pytest.raises(LayoutMistake, match="bukan teks UTF-8"):
        layout_of("bank.toml", b"\xff\xfe\x00")


def test_file_that_is_not_there_too_large_or_oddly_named_is_one_sentence(tmp_path):
    for name, content, sentence in (
        ("tidak-ada", None, "tidak ada atau tidak dapat dibuka"),
        ("besar", "#" * 100_001, "terlalu besar"),
        ("Bank Jateng", CANONICAL, "huruf kecil"),
    ):
        path = tmp_path / f"{name}.toml"
        if content:
            path.write_text(content)
        with pytest.raises(LayoutMistake, match=sentence):
            read_layout(path)


def test_later_folder_replaces_what_an_earlier_one_has(tmp_path):
    own = tmp_path / "kanonik.toml"
    own.write_text(CANONICAL)
    (tmp_path / "catatan.txt").write_text("bukan susunan")
    (tmp_path / ".kanonik.toml").write_text("yang ditinggalkan penyunting teks")
    found = files_of(OF_THE_HOUSE, tmp_path)
    assert list(found) == ["kanonik", "kepala-rincian"]
    assert found["kanonik"] == own
    assert files_of(OF_THE_HOUSE, tmp_path / "tidak-ada").keys() == found.keys()
