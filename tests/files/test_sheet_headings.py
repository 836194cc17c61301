import pytest

from kiosk.files.sheet_headings import map_headings, missing_labels


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("  nik ", "nik"),
        ("No. KTP", "nik"),
        ("NAMA_LENGKAP", "name"),
        ("Tgl. Lahir", "birth_on"),
        ("L/P", "sex"),
        ("No. HP (WA)", "phone"),
        ("no-hp", "phone"),
        ("Kel./Desa", "kelurahan"),
        ("KEC", "kecamatan"),
        ("Profesi", "occupation"),
        ("Tempat Kerja", "workplace"),
        ("Nama Ibu Kandung", "mother_name"),
    ],
)
def test_headings_forgive_how_they_are_written(heading, field):
    assert map_headings([heading]) == {0: field}


@pytest.mark.parametrize("heading", ["No.", "Nama Perusahaan", "Keterangan", "", "(...)"])
def test_other_headings_name_no_field(heading):
    assert map_headings([heading]) == {}


def test_the_first_of_two_equal_columns_counts():
    assert map_headings(["NIK", "Nama", "Nama Lengkap"]) == {0: "nik", 1: "name"}


def test_the_missing_columns_are_named_as_the_template_names_them():
    assert missing_labels(["nik", "kelurahan"]) == ["Nama", "Pekerjaan"]
