"""The locked requirements say what pyproject asks for, all of it with hashes."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKED = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)([^\n]*(?:\n[ ]+--hash=\S+[^\n]*)*)", re.M
)


def locked(name: str) -> dict[str, str]:
    """Package → exact version, from one requirements file."""
    return {canonicalize_name(found[1]): found[2] for found in LOCKED.finditer((ROOT / name).read_text())}


def unmet(wanted: list[str], name: str) -> list[str]:
    """What `wanted` asks for and the file does not hold; mended by `make lock`."""
    versions = locked(name)
    asked = [Requirement(line) for line in wanted]
    return [
        str(each)
        for each in asked
        if not each.specifier.contains(versions.get(canonicalize_name(each.name), "0"))
    ]


def test_running_packages_are_locked():
    assert unmet(PROJECT["dependencies"], "requirements.txt") == []


def test_development_packages_are_locked():
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert unmet(wanted, "requirements-dev.txt") == []


def test_both_files_hold_the_same_versions_of_what_runs():
    development = locked("requirements-dev.txt")
    assert {name: development.get(name) for name in locked("requirements.txt")} == locked("requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_carries_a_hash(name):
    found = list(LOCKED.finditer((ROOT / name).read_text()))
    assert found
    assert [each[1] for each in found if "--hash=sha256:" not in each[3]] == []


def test_a_missing_or_older_package_is_seen_when_planted():
    assert unmet(["no-such-package>=1", "Flask>=99"], "requirements.txt") == [
        "no-such-package>=1",
        "Flask>=99",
    ]
