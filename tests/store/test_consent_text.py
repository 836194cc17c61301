"""The words of consent: what somebody agreed to stays what it was."""

import csv
from datetime import date
from hashlib import sha256

import pytest

from db import reference_data
from db.models import Consent, ConsentText, User, Worker
from db.reference_data import load_reference

# A version that has been loaded anywhere never changes; new words are a new version with its own line here.
PINNED = {
    "2026-11": "0c7503f3c4dbd66632e7e65f5c03c7988e48020b3c42f3b13c692dadb391df4d",
}
WORDS_IN_HALF_A_MINUTE = 80


def rows() -> list[dict]:
    with open(reference_data.FOLDER / "consent_text.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def other_words(other_files):
    """Put other words into the copy of the folder: other_words("setuju?", "mau?")."""

    def change(old: str, new: str) -> None:
        path = other_files / "consent_text.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_no_version_has_changed():
    found = {
        row["version"]: sha256(f"{row['text']}\n{row['text_en']}".encode()).hexdigest() for row in rows()
    }
    assert found == PINNED


def test_versions_follow_each_other():
    days = [(row["valid_from"], row["version"]) for row in rows()]
    assert days == sorted(days) and len({day for day, _version in days}) == len(days)
    assert all(date.fromisoformat(day) for day, _version in days)


def test_words_can_be_read_aloud_in_half_a_minute_and_name_the_rights():
    text = rows()[-1]["text"]
    assert len(text.split()) <= WORDS_IN_HALF_A_MINUTE
    assert not set("/()[]") & set(text)  # a voice would read them out
    for word in ("Semarang", "BPJS", "27 Tahun 2022", "dilihat", "dibetulkan", "ditarik", "tanpa biaya"):
        assert word in text


def test_words_are_in_their_table_after_a_load(new_store):
    assert load_reference()["consent_text"] == len(rows())
    kept = ConsentText.get_by_id("2026-11")
    assert (kept.text, kept.valid_from) == (rows()[0]["text"], date(2026, 11, 1))


def agreed(version: str) -> None:
    """Somebody consents to this version."""
    user = User.create(email="a@payung.test", name="A", role="admin", password="x", fs_uniquifier="a")
    worker = Worker.create(
        reg_no="SMG-1", nik_hash=b"1", nik_sealed=b"1", name="B", birth_on=date(1990, 1, 1), sex="L",
        occupation="nelayan", enrolled_on=date(2026, 11, 2), enrolled_by=user,
    )  # fmt: skip
    Consent.create(worker=worker, basis="consent", version=version, how="self", taken_by=user)


def test_words_nobody_agreed_to_may_still_be_mended(new_store, other_words):
    load_reference()
    other_words("setuju?", "bersedia?")
    load_reference()
    assert "bersedia?" in ConsentText.get_by_id("2026-11").text


def test_words_somebody_agreed_to_are_not_replaced_by_a_load(new_store, other_words):
    load_reference()
    agreed("2026-11")
    other_words("setuju?", "bersedia?")
    with pytest.raises(ValueError, match="mengubah naskah versi 2026-11"):
        load_reference()
    assert "setuju?" in ConsentText.get_by_id("2026-11").text
