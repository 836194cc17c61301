"""flask bank-layout: what it lists and shows, and that a wrong layout is one sentence with exit code 2."""

import pytest

from kiosk.files.bank_layout_files import OF_THE_HOUSE
from kiosk.services import bank_layouts
from tests.files.bank_desk import canonical


@pytest.fixture
def check(app, people, tmp_path):
    """Give the command its words; what it answers has exit_code, output and stderr."""
    before = bank_layouts._folder
    bank_layouts.configure(tmp_path)

    def give(*words):
        with app.app_context():
            return app.test_cli_runner().invoke(args=["bank-layout", *map(str, words)])

    yield give
    bank_layouts._folder = before


def own(tmp_path, name: str, text: str):
    folder = tmp_path / bank_layouts.OWN_FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_lists_every_layout_and_marks_the_one_in_use(check):
    answer = check()
    assert answer.exit_code == 0
    first, second, _star = answer.output.splitlines()
    assert first.startswith("* kanonik: Kanonik (CSV berjudul)")
    assert second.startswith("  kepala-rincian: ")


@pytest.mark.parametrize("name", ["kanonik", "kepala-rincian"])
def test_shows_what_a_layout_sends_and_reads(check, name):
    answer = check(name)
    assert answer.exit_code == 0, answer.stderr
    assert "SITI CONTOH" in answer.output and "IURAN BPJS TK" in answer.output
    assert "K26-C0NT0H-2612-101 berhasil didebet" in answer.output
    assert "K26-C0NT0J-2612-101 gagal didebet" in answer.output
    assert answer.output.splitlines()[-1] == "Susunan ini dapat dipakai."


def test_checks_a_file_before_it_lies_in_its_folder(check, tmp_path):
    path = tmp_path / "bank-jateng.toml"
    path.write_text((OF_THE_HOUSE / "kanonik.toml").read_text().replace("Kanonik", "Bank Jateng"))
    answer = check(path)
    assert (answer.exit_code, "bank-jateng: Bank Jateng" in answer.output) == (0, True)


def test_tries_a_real_answer_and_names_nobody(check, tmp_path):
    path = tmp_path / "jawaban.csv"
    path.write_bytes(
        canonical(
            "K26-7K3QF1-2612-101,16800,BERHASIL,,F1,2026-11-01",
            "K26-7K3QF2-2612-101,16800,GAGAL,AM04 rek 3001234501,F2,2026-11-01",
            "K26-7K3QF3-2612-101,16800,MUNGKIN,,F3,2026-11-01",
        )
    )
    answer = check("kanonik", "--answer", path)
    assert answer.exit_code == 0
    for said in (
        "3 baris:",
        "1 berhasil didebet",
        "1 gagal didebet: saldo tidak cukup",
        "baris 4: Status “MUNGKIN”",
    ):
        assert said in answer.output
    assert "3001234501" not in answer.output
    assert check("--answer", path).output == answer.output
    assert check("--answer", tmp_path / "tidak-ada.csv").exit_code == 2
    refused = check("kepala-rincian", "--answer", path)
    assert (refused.exit_code, "tidak berawal dengan baris kepala" in refused.stderr) == (2, True)


def test_wrong_file_is_one_sentence_and_exit_code_2(check, tmp_path):
    path = own(tmp_path, "bank-jateng", "nama = 5")
    for words in ((path,), ("bank-jateng",), ("tidak-ada",), (tmp_path / "tidak-ada.toml",), ()):
        answer = check(*words)
        assert answer.exit_code == 2, words
        assert answer.stderr.count("\n") == 1 and answer.stderr.strip().endswith(".")


def test_layout_whose_own_answer_it_cannot_read_is_said(check, tmp_path):
    """Two fields of the answer in one place."""
    text = (OF_THE_HOUSE / "kepala-rincian.toml").read_text().replace("tanggal = 12", "tanggal = 11")
    answer = check(own(tmp_path, "bank-jateng", text))
    assert answer.exit_code == 2
    assert "Tanggal pada baris ini tidak dapat dibaca" in answer.stderr


def test_sample_that_does_not_fit_is_said(check, tmp_path):
    text = (
        (OF_THE_HOUSE / "kanonik.toml")
        .read_text()
        .replace('"kunci", paling_panjang = 40', '"kunci", paling_panjang = 9')
    )
    answer = check(own(tmp_path, "bank-jateng", text))
    assert (answer.exit_code, "isian kunci lebih panjang dari 9" in answer.stderr) == (2, True)
