"""Layouts of banks as files that somebody can edit: those of the house lie in bank_layouts beside this module, others
of the same form in a folder of the instance, where one of the same name replaces ours."""

import re
import tomllib
from pathlib import Path

from kiosk.domain.words import N_
from kiosk.files.bank_layout_answers import return_form
from kiosk.files.bank_layout_parts import Layout
from kiosk.files.bank_layout_sent import sent_form
from kiosk.files.bank_layout_tables import LayoutMistake, Table

OF_THE_HOUSE = Path(__file__).parent / "bank_layouts"
ENDING = ".toml"
MOST_BYTES = 100_000
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_LINE = re.compile(r"line (\d+)")

WRONG_NAME = N_(
    "Nama berkas susunan bank %(file)s hanya boleh berisi huruf kecil, angka, dan tanda hubung, paling banyak 60, lalu "
    ".toml. Ganti namanya."
)
NOT_THERE = N_(
    "Berkas susunan bank %(file)s tidak ada atau tidak dapat dibuka. Periksa nama dan izin berkasnya."
)
TOO_LARGE = N_("Berkas susunan bank %(file)s terlalu besar. Susunan hanya beberapa ratus baris teks.")
NOT_UTF8 = N_("Berkas susunan bank %(file)s bukan teks UTF-8. Simpan lagi dengan sandi UTF-8.")
NOT_TOML = N_(
    "Berkas susunan bank %(file)s tidak dapat dibaca mulai baris %(line)s. Periksa tanda kutip, koma, kurung, dan "
    "tanda sama dengan di sekitarnya."
)
NOT_TOML_AT_END = N_(
    "Berkas susunan bank %(file)s tidak dapat dibaca sampai akhir. Periksa apakah setiap kurung dan tanda kutip "
    "ditutup."
)


def files_of(*folders: Path) -> dict[str, Path]:
    """The layouts lying there by name, in alphabetical order; a later folder replaces what an earlier one has."""
    found = {path.stem: path for folder in folders for path in folder.glob(f"[!.]*{ENDING}")}
    return dict(sorted(found.items()))


def read_layout(path: Path) -> Layout:
    """Raises LayoutMistake with the one sentence that says what is wrong with it."""
    if not NAME.fullmatch(path.stem):
        raise LayoutMistake(WRONG_NAME, file=path.name[:100])
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LayoutMistake(TOO_LARGE, file=path.name)
        content = path.read_bytes()
    except OSError as fault:
        raise LayoutMistake(NOT_THERE, file=path.name) from fault
    return layout_of(path.name, content)


def layout_of(file: str, content: bytes) -> Layout:
    """`file` is its name, with the ending. Raises LayoutMistake."""
    whole = Table(file, "", _values(file, content))
    layout = Layout(
        name=file.removesuffix(ENDING),
        title=whole.text("nama", longest=80),
        sent=sent_form(whole.table("kirim")),
        answered=return_form(whole.table("jawaban")),
    )
    whole.finish()
    return layout


def _values(file: str, content: bytes) -> dict:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise LayoutMistake(NOT_UTF8, file=file) from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        if line := _LINE.search(str(fault)):
            raise LayoutMistake(NOT_TOML, file=file, line=line[1]) from fault
        raise LayoutMistake(NOT_TOML_AT_END, file=file) from fault
