import json
from datetime import date

from kiosk.domain.findings import Finding, Severity, block, blocks, info, spoken, warn


def test_a_sentence_is_filled_with_its_params():
    finding = block("nik_length", "NIK harus 16 angka, yang diisi %(count)s angka.", count=15)
    assert finding == Finding("nik_length", Severity.BLOCK, finding.message, {"count": 15})
    assert finding.sentence() == "NIK harus 16 angka, yang diisi 15 angka."


def test_a_sentence_is_translated_before_it_is_filled():
    english = {"Isi %(count)s.": "Fill %(count)s."}
    assert warn("code", "Isi %(count)s.", count=3).sentence(english.get) == "Fill 3."


def test_only_a_block_blocks():
    assert not blocks([])
    assert not blocks([warn("a", "A."), info("b", "B.")])
    assert blocks([warn("a", "A."), block("c", "C.")])


def test_findings_can_be_counted_in_a_set():
    assert len({block("a", "A.", x=1), block("a", "A.", x=1), block("a", "A.", x=2)}) == 2


def test_a_day_is_said_in_the_reader_s_language():
    finding = warn("code", "Pada %(paid_on)s umurnya %(age)s.", paid_on=date(2026, 11, 1), age=65)
    assert finding.sentence() == "Pada 1 November 2026 umurnya 65."
    english = {finding.message: "On %(paid_on)s aged %(age)s."}
    may = warn("code", finding.message, paid_on=date(2026, 5, 1), age=65)
    assert may.sentence(english.get, "en") == "On 1 May 2026 aged 65."


def test_several_days_stand_side_by_side():
    finding = block("code", "Lahir %(births_on)s.", births_on=[date(2015, 5, 17), date(1915, 5, 17)])
    assert finding.sentence() == "Lahir 17 Mei 2015 / 17 Mei 1915."


def test_days_survive_being_kept_as_json():
    finding = block(
        "code", "Lahir %(births_on)s, %(read_on)s.", births_on=[date(2015, 5, 17)], read_on=date(2003, 5, 7)
    )
    kept = json.loads(json.dumps(finding.params))
    assert finding.message % spoken(kept) == finding.sentence() == "Lahir 17 Mei 2015, 7 Mei 2003."


def test_choices_are_joined_by_the_reader_s_own_word():
    finding = block("code", "Isi %(kecamatan_or)s.", kecamatan_or=["Tembalang", "Tugu"])
    assert finding.sentence() == "Isi Tembalang atau Tugu."
    english = {finding.message: "Fill %(kecamatan_or)s."}
    kept = json.loads(json.dumps(finding.params))
    assert english[finding.message] % spoken(kept, "en") == "Fill Tembalang or Tugu."
    assert finding.sentence(english.get, "en_GB") == "Fill Tembalang or Tugu."
