"""The clauses of the surat kuasa: what somebody signed stays what it was."""

import csv
import re
from datetime import date
from hashlib import sha256

import pytest

from db import reference_data
from db.models import Donor, Mandate, MandateText, Opd, User
from db.models.base import utc_now
from db.reference_data import ReferenceRefused, load_reference

# A version that has been loaded anywhere never changes; new words are a new version with its own line here.
PINNED = {
    "2026-11": "e3093922b195c79131fd5a870b637f1aab51c2f62472eb2338d6be8ff0b1d18e",
}
PLACES = {
    "donor", "bank", "account", "account_name", "owner", "city", "plan", "people", "day", "first", "limit", "now",
}  # fmt: skip


def rows() -> list[dict]:
    with open(reference_data.FOLDER / "mandate_text.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def words_of(version: str) -> str:
    return "\n".join(
        "\n".join(row[name] for name in ("title", "text", "title_en", "text_en"))
        for row in rows()
        if row["version"] == version
    )


@pytest.fixture
def other_words(other_files):
    """Put other words into the copy of the folder: other_words("kapan saja", "besok")."""

    def change(old: str, new: str) -> None:
        path = other_files / "mandate_text.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_no_version_has_changed():
    versions = {row["version"] for row in rows()}
    assert {one: sha256(words_of(one).encode()).hexdigest() for one in versions} == PINNED


def test_clauses_are_counted_and_both_languages_have_the_same_places():
    for row in rows():
        places = [re.findall(r"%\((\w+)\)s", row[name]) for name in ("text", "text_en")]
        assert set(places[0]) == set(places[1]) <= PLACES
    assert [int(row["clause"]) for row in rows() if row["version"] == "2026-11"] == list(range(1, 14))


@pytest.mark.parametrize(
    "said",
    [
        "%(limit)s", "%(now)s", "%(account)s", "hari kerja pertama", "debit gagal", "penggantinya", "sukarela",
        "kapan saja", "tidak pernah melebihi batas", "27 Tahun 2022", "kode iuran", "Pemerintah Kota",
    ],
)  # fmt: skip
def test_what_has_to_be_in_it_is(said):
    assert said in words_of("2026-11")


def test_clauses_are_in_their_table_after_a_load(new_store):
    assert load_reference()["mandate_text"] == 1
    kept = MandateText.get_by_id("2026-11")
    assert kept.valid_from == date(2026, 11, 1)
    assert len(kept.clauses) == len(kept.clauses_en) == 13
    assert kept.clauses[0] == [rows()[0]["title"], rows()[0]["text"]]


def signed(version: str, *, at) -> None:
    user = User.create(email="a@payung.test", name="A", role="donatur", password="x", fs_uniquifier="a")
    donor = Donor.create(
        user=user,
        nik_hash=b"1",
        nik_sealed=b"1",
        nip="1",
        status_asn="pns",
        name="A",
        opd=Opd.select().first(),
    )
    state = "signed" if at else "draft"
    Mandate.create(
        no="K26-AAAAAA",
        donor=donor,
        text_version=version,
        first_month=date(2026, 12, 1),
        signed_at=at,
        state=state,
    )


def test_clauses_nobody_has_signed_may_still_be_mended(new_store, other_words):
    load_reference()
    signed("2026-11", at=None)
    other_words("kapan saja", "setiap hari")
    load_reference()
    assert "setiap hari" in str(MandateText.get_by_id("2026-11").clauses)


def test_clauses_somebody_has_signed_are_not_changed(new_store, other_words):
    load_reference()
    signed("2026-11", at=utc_now())
    other_words("kapan saja", "setiap hari")
    with pytest.raises(ReferenceRefused, match="2026-11"):
        load_reference()
    assert "kapan saja" in str(MandateText.get_by_id("2026-11").clauses)
