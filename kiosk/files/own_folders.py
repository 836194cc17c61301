"""Where our own files stand in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRINT_TEMPLATES = ROOT / "templates" / "print"
