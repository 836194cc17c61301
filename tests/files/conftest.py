from pathlib import Path

import pytest

from kiosk.files.vault import Vault, create_key_file, open_vault

SHEETS = Path(__file__).parents[1] / "sheets"


@pytest.fixture
def key_path(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    create_key_file(path)
    return path


@pytest.fixture
def vault(key_path: Path) -> Vault:
    return open_vault(key_path)


@pytest.fixture
def sheet():
    """The bytes of a sheet in tests/sheets, by its leading number."""

    def read(number: str) -> bytes:
        (path,) = SHEETS.glob(f"{number}-*")
        return path.read_bytes()

    return read
