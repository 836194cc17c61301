"""The English catalogue is complete: every Indonesian source text has a translation that fits it."""

import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

ENGLISH = ROOT / "kiosk" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACES = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")


def catalogue(path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def source_texts(tmp_path_factory) -> Catalog:
    """What the code and the templates say now, as `make translations` reads it."""
    template = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    extract = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "-F", "pyproject.toml"]
    keywords = ["-k", "lazy_gettext", "-k", "lazy_ngettext:1,2", "-k", "_l"]
    subprocess.run([*extract, *keywords, "-o", str(template), "."], cwd=ROOT, check=True)
    return catalogue(template)


def texts(value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def incomplete(source: Catalog, translated: Catalog) -> list[str]:
    """Source texts that are missing, empty, guessed, or whose places (%(name)s) differ."""
    return [str(message.id) for message in source if message.id and not complete(message, translated)]


def complete(message, translated: Catalog) -> bool:
    found = translated.get(message.id, message.context)
    if found is None or found.fuzzy or not all(texts(found.string)):
        return False
    return places(message.id) == places(found.string)


def places(value) -> set[str]:
    return {found.group() for text in texts(value) for found in PLACES.finditer(text)}


def test_every_source_text_is_translated(source_texts):
    assert len(source_texts) > 0
    assert incomplete(source_texts, catalogue(ENGLISH)) == []


def test_gaps_are_seen_when_planted():
    source, translated = Catalog(), Catalog()
    for text in ("Masuk", "Halo %(name)s", "Keluar", "Simpan"):
        source.add(text)
    translated.add("Masuk", "")
    translated.add("Halo %(name)s", "Hello %(nama)s")
    translated.add("Keluar", "Sign out", flags=["fuzzy"])
    assert incomplete(source, translated) == ["Masuk", "Halo %(name)s", "Keluar", "Simpan"]
    translated["Masuk"].string = "Sign in"
    assert "Masuk" not in incomplete(source, translated)
