"""Anybody reads the words of consent by their version; they are words only."""

import pytest

from kiosk.services import consents
from tests.web import desk


def test_anybody_reads_a_version(stranger, visit):
    page = visit(stranger, "/persetujuan/2026-11").text
    assert consents.text_of("2026-11", "id") in page
    assert "Naskah versi 2026-11" in page and "sejak 1 November 2026" in page
    assert 'data-read-aloud="consent-words"' in page and "js/read-aloud.js" in page


def test_english_reader_sees_both(client_for, visit):
    client = client_for("petugas")
    desk.in_english(client)
    page = visit(client, "/persetujuan/2026-11").text
    assert consents.text_of("2026-11", "id") in page and consents.text_of("2026-11", "en") in page


@pytest.mark.parametrize("version", ["2020-01", "2026-11-x", "%20", "a" * 300])
def test_version_that_never_was_is_no_page(stranger, visit, version):
    visit(stranger, f"/persetujuan/{version}", status=404)


def test_no_query_after_the_first(stranger, count_queries):
    stranger.get("/persetujuan/2026-11")
    settings_only = count_queries(lambda: stranger.get("/v/tidak-ada"))
    assert count_queries(lambda: stranger.get("/persetujuan/2026-11")) <= settings_only
