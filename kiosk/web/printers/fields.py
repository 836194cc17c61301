"""A distance as a ruler shows it: typed in millimetres with a decimal comma, kept in hundredths."""

import re

from flask_babel import gettext as _
from wtforms import StringField

from kiosk.services.acting import Refused
from kiosk.services.printers import require_near
from kiosk.web.sent import said

SHAPE = re.compile(r"([+-]?)(\d{1,3})(?:[.,](\d{1,2}))?(?:mm)?")


class MillimetreField(StringField):
    """`-1,25` is -125; an empty field is asked after, for it may be a slip."""

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
        try:
            require_near(distance)
        except Refused as refusal:
            raise ValueError(said(refusal)) from refusal
        return -distance if sign == "-" else distance


def in_millimetres(hundredths: int) -> str:
    """-125 → `-1,25`; 50 → `0,5`; 0 → `0`."""
    sign = "-" if hundredths < 0 else ""
    whole, part = divmod(abs(hundredths), 100)
    return f"{sign}{whole},{part:02}".rstrip("0").rstrip(",") if part else f"{sign}{whole}"
