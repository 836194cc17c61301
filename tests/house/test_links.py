"""Every local link of every Markdown file leads to a file, and to a heading where it names one."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, place

LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.M)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def without_code(text: str) -> str:
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def lost_links(path: Path) -> list[str]:
    """`file:line: target` for every link that leads nowhere; addresses of other sites are not followed."""
    text = without_code(path.read_text())
    targets = [(found.start(), found[1] or found[2]) for found in LINK.finditer(text)]
    return [
        f"{place(path, text, at)}: {target}"
        for at, target in targets
        if not ELSEWHERE.match(target) and not leads_somewhere(path, target)
    ]


def leads_somewhere(path: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    goal = (path.parent / name) if name else path
    if not goal.exists() or ROOT not in [goal.resolve(), *goal.resolve().parents]:
        return False
    return not heading or goal.suffix != ".md" or heading in headings(goal.read_text())


def headings(text: str) -> set[str]:
    """The anchors GitHub makes: lower case, blanks to hyphens, punctuation gone."""
    plain = (re.sub(r"[`*]", "", title).lower() for title in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}


@pytest.mark.parametrize("path", list(files("*.md")), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    assert lost_links(path) == []


def test_links_that_lead_nowhere_are_seen_when_planted():
    here = ROOT / "docs" / "operations.md"
    assert not leads_somewhere(here, "missing.md")
    assert not leads_somewhere(here, "#no-such-heading")
    assert not leads_somewhere(here, "../../outside.md")
    assert leads_somewhere(here, "../Makefile")
    assert LINK.findall(without_code("[a](b.md) `[c](d.md)`")) == [("b.md", "")]
    assert headings("## Settings, and `PORT`!") == {"settings-and-port"}
