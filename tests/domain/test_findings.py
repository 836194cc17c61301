from kiosk.domain.findings import Finding, Severity, block, blocks, info, warn


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
