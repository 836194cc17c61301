"""Numbers of people and sums of money as the programme forms take them."""

import re

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from kiosk.domain.digits import plain
from kiosk.domain.rupiah_forms import TOO_LITTLE, read_rupiah
from kiosk.domain.words import number
from kiosk.services.programme_checks import BUDGET, MOST_PLACES, QUOTA
from kiosk.web.page_context import sentence

WHOLE = re.compile(r"\d{1,9}|\d{1,3}([. ]\d{3}){1,2}", re.ASCII)
LONGER = re.compile(r"\d[\d. ]*", re.ASCII)


class PeopleField(StringField):
    """`7500`, `7.500` and `7 500`; `people` is None while it is not understood."""

    @property
    def people(self) -> int | None:
        written = " ".join(plain(self.data or "").split())
        return int(re.sub(r"\D", "", written)) if WHOLE.fullmatch(written) else None

    @property
    def is_too_much(self) -> bool:
        """A number all the same."""
        written = " ".join(plain(self.data or "").split())
        return (
            self.people is None
            and LONGER.fullmatch(written) is not None
            and len(re.sub(r"\D", "", written)) > 9
        )

    def pre_validate(self, form) -> None:
        if self.is_too_much:
            raise ValidationError(_(QUOTA) % {"most": number(MOST_PLACES)})
        if self.people is None:
            raise ValidationError(_("Isi kuota dengan angka, misalnya 7.500."))


class MoneyField(StringField):
    """What domain/rupiah_forms.py reads; `rupiah` is None while it is not understood."""

    @property
    def rupiah(self) -> int | None:
        return read_rupiah(self.data).amount

    def pre_validate(self, form) -> None:
        finding = read_rupiah(self.data).finding
        if finding and finding.message == TOO_LITTLE:
            raise ValidationError(_(BUDGET))
        if finding:
            raise ValidationError(sentence(finding))
        if self.rupiah is None:
            raise ValidationError(_("Isi anggaran dengan angka, misalnya Rp1.512.000.000."))
