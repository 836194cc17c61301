"""The layouts that files for the bank can have: those of the house, and those that lie in the instance's own folder,
where one of the same name replaces ours. A file is read anew each time, so that an edit holds at once."""

from dataclasses import replace
from pathlib import Path

from kiosk.domain.account_numbers import read_account
from kiosk.domain.words import N_
from kiosk.files.bank_cells import NO_OWN_ACCOUNT
from kiosk.files.bank_layout_files import OF_THE_HOUSE, files_of, read_layout
from kiosk.files.bank_layout_parts import Layout
from kiosk.files.bank_layout_tables import LayoutMistake
from kiosk.services import settings
from kiosk.services.acting import Refused

OWN_FOLDER = "susunan-bank"  # in the data folder

UNKNOWN = N_(
    "Susunan bank “%(name)s” tidak ada. Yang ada: %(known)s. Perbaiki pengaturan debit_layout, atau letakkan berkasnya "
    "di folder susunan-bank."
)
ODD_OWN_ACCOUNT = N_(
    "Pengaturan debit_own_account bukan 6 sampai 20 angka. Cocokkan dengan buku rekening kota."
)

_folder: Path | None = None


def configure(folder: Path) -> None:
    """Give the process the data folder."""
    global _folder
    _folder = folder / OWN_FOLDER


def current() -> Layout:
    """The one that is chosen today. Raises Refused where it is missing or broken."""
    return named(settings.setting("debit_layout"))


def ready_to_send() -> Layout:
    """The same, with all that a file of it needs. Raises Refused."""
    layout = current()
    if layout.needs_own_account and not layout.own_account:
        raise Refused(NO_OWN_ACCOUNT, layout=layout.title)
    return layout


def named(name: str) -> Layout:
    """Raises Refused where it is missing or broken."""
    paths = everything()
    if name not in paths:
        raise Refused(UNKNOWN, name=name[:60], known=", ".join(paths))
    return read(paths[name])


def everything() -> dict[str, Path]:
    """Name → file, in alphabetical order; none of them is read."""
    return files_of(OF_THE_HOUSE, *([_folder] if _folder else []))


def read(path: Path) -> Layout:
    """With the city's account. Raises Refused with the one sentence that says what is wrong."""
    try:
        layout = read_layout(path)
    except LayoutMistake as mistake:
        raise Refused(mistake.message, **mistake.params) from mistake
    return replace(layout, own_account=_own_account())


def _own_account() -> str:
    """Empty while nobody has said it."""
    written = settings.setting("debit_own_account").strip()
    if not written:
        return ""
    if (number := read_account(written).number) is None:
        raise Refused(ODD_OWN_ACCOUNT)
    return number
