"""The entries of a layout's file, taken out one by one: what is missing, unknown or of another kind is said in one
sentence that names the file and the entry."""

from collections.abc import Collection, Mapping
from typing import Any

from kiosk.domain.words import N_

LONGEST_TEXT = 200

MISSING = N_(
    "Susunan bank %(file)s: isian %(place)s belum ada. Tambahkan; contohnya ada di susunan kanonik dan kepala-rincian."
)
UNKNOWN = N_(
    "Susunan bank %(file)s: isian %(place)s tidak dikenal. Hapus, atau perbaiki ejaannya. Yang dikenal di sana: "
    "%(known)s."
)
NOT_TEXT = N_("Susunan bank %(file)s: isian %(place)s harus teks di antara tanda kutip.")
EMPTY = N_("Susunan bank %(file)s: isian %(place)s kosong. Tulis isinya di antara tanda kutip.")
TOO_LONG = N_("Susunan bank %(file)s: isian %(place)s paling panjang %(most)s huruf. Pendekkan.")
NOT_NUMBER = N_(
    "Susunan bank %(file)s: isian %(place)s harus angka bulat dari %(low)s sampai %(high)s, tanpa tanda kutip."
)
NOT_SWITCH = N_("Susunan bank %(file)s: isian %(place)s harus true atau false, tanpa tanda kutip.")
NOT_LIST = N_(
    "Susunan bank %(file)s: isian %(place)s harus daftar di antara kurung siku, dengan paling sedikit satu isi."
)
NOT_TABLE = N_("Susunan bank %(file)s: isian %(place)s harus bagian dengan isian sendiri, bukan satu nilai.")
NOT_A_CHOICE = N_(
    "Susunan bank %(file)s: isian %(place)s berisi “%(value)s”, yang tidak dikenal. Pilih salah satu dari: %(known)s."
)


class LayoutMistake(ValueError):
    """`message` is a whole sentence in Indonesian with its `params`."""

    def __init__(self, message: str, **params):
        super().__init__(message % params)
        self.message = message
        self.params = params


class Table:
    """A part of the file. What was not asked for by the time of `finish` is unknown."""

    def __init__(self, file: str, place: str, values: Any):
        self.file, self.place = file, place
        if not isinstance(values, Mapping):
            raise LayoutMistake(NOT_TABLE, file=file, place=place)
        self.values = values
        self._asked: list[str] = []

    def mistake(self, key: str, message: str, **params) -> LayoutMistake:
        return LayoutMistake(message, file=self.file, place=self.path(key), **params)

    def path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place and key else self.place or key

    def has(self, key: str) -> bool:
        return self._value(key) is not None

    def text(self, key: str, default: str | None = None, longest: int = LONGEST_TEXT) -> str:
        """Without a default it must be there, and say something."""
        value = self._value(key, default, needed=default is None)
        if not isinstance(value, str):
            raise self.mistake(key, NOT_TEXT)
        if not value.strip() and default is None:
            raise self.mistake(key, EMPTY)
        if len(value) > longest:
            raise self.mistake(key, TOO_LONG, most=longest)
        return value

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.mistake(key, NOT_A_CHOICE, value=_shown(value), known=", ".join(choices))
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._value(key, default, needed=default is None)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.mistake(key, NOT_NUMBER, low=low, high=high)
        return value

    def switch(self, key: str, default: bool) -> bool:
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.mistake(key, NOT_SWITCH)
        return value

    def texts(self, key: str) -> list[str]:
        """A list of words, at least one."""
        values = self._list(key)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.mistake(key, NOT_TEXT)
        return values

    def table(self, key: str) -> "Table":
        return Table(self.file, self.path(key), self._value(key, None, needed=True))

    def tables(self, key: str) -> list["Table"]:
        """A list of parts, at least one; each is named by its number, from 1."""
        values = enumerate(self._list(key), 1)
        return [Table(self.file, f"{self.path(key)}[{number}]", value) for number, value in values]

    def finish(self) -> None:
        for key in self.values:
            if key not in self._asked:
                raise self.mistake(_shown(key), UNKNOWN, known=", ".join(dict.fromkeys(self._asked)))

    def _list(self, key: str) -> list:
        values = self._value(key, None, needed=True)
        if not isinstance(values, list) or not values:
            raise self.mistake(key, NOT_LIST)
        return values

    def _value(self, key: str, default: Any = None, needed: bool = False) -> Any:
        self._asked.append(key)
        value = self.values.get(key, default)
        if value is None and needed:
            raise self.mistake(key, MISSING)
        return value


def _shown(written: str) -> str:
    """On one line, and short."""
    return "".join(char for char in written if char.isprintable())[:40]
