"""The files of the checkout that the house rules read, each with its place for a message."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "instance", "node_modules", "vendor", "__pycache__", "test-results"}


def files(*patterns: str, under: str = ".") -> Iterator[Path]:
    """Every file of ours below `under` that matches one of the glob patterns."""
    for pattern in patterns:
        for path in sorted((ROOT / under).rglob(pattern)):
            if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
                yield path


def place(path: Path, text: str, offset: int) -> str:
    """`templates/base.html:12`, for the reader of a failed test."""
    return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, offset) + 1}"
