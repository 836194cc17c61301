"""A distance as a ruler shows it: typed in millimetres with a decimal comma, kept in hundredths."""

import re

from flask_babel import gettext as _
from wtforms import StringField

SHAPE = re.compile(r"([+-]?)(\d{1,3})(?:[.,](\d{1,2}))?(?:mm)?")


class MillimetreField(StringField):
    """`-1,25` is -125; an empty field is asked after, for it may be a slip. `farthest` in hundredths of a millimetre,
    to either side."""

    def __init__(self, label, *, farthest: int, **more):
        super().__init__(label, **more)
        self.farthest = farthest

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else in_millimetres(self.data or 0)

    def process_formdata(self, valuelist):
        typed = "".join((valuelist[0] if valuelist else "").split()).replace("−", "-")
        if not typed:
            raise ValueError(_("Isi jaraknya dalam milimeter; tulis 0 bila tidak perlu digeser."))
        self.data = self._hundredths(typed)

    def _hundredths(self, typed: str) -> int:
        found = SHAPE.fullmatch(typed) if typed.isascii() else None
        if found is None:
            raise ValueError(_("Tulis jaraknya dalam milimeter, misalnya 0,5 atau -1,25."))
        sign, whole, part = found.groups()
        distance = int(whole) * 100 + int((part or "").ljust(2, "0"))
        if distance > self.farthest:
            raise ValueError(
                _(
                    "Paling jauh %(most)s mm. Bila cetakan meleset lebih jauh, periksa dulu ukuran kertas di printer.",
                    most=self.farthest // 100,
                )
            )
        return -distance if sign == "-" else distance


def in_millimetres(hundredths: int) -> str:
    """-125 → `-1,25`; 50 → `0,5`; 0 → `0`."""
    sign = "-" if hundredths < 0 else ""
    whole, part = divmod(abs(hundredths), 100)
    return f"{sign}{whole},{part:02}".rstrip("0").rstrip(",") if part else f"{sign}{whole}"
