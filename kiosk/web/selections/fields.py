"""Numbers as the forms of a selection take them."""

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from kiosk.domain.digits import plain
from kiosk.domain.selections import MOST_WEIGHT
from kiosk.domain.words import number
from kiosk.services.selections import MOST, TOO_MANY
from kiosk.web.programmes.fields import PeopleField


class WantedField(PeopleField):
    """`120`, `1.200`; `people` is None while it is not understood."""

    def pre_validate(self, form) -> None:
        if self.is_too_much:
            raise ValidationError(_(TOO_MANY) % {"most": number(MOST)})
        if not self.people:
            raise ValidationError(_("Isi banyaknya orang dengan angka bulat mulai dari 1, misalnya 250."))


class PointsField(StringField):
    """A whole number from 0 to MOST_WEIGHT; `points` is None while it is not understood."""

    @property
    def points(self) -> int | None:
        written = plain(self.data or "").strip()
        right = written.isascii() and written.isdigit() and len(written) <= 3 and int(written) <= MOST_WEIGHT
        return int(written) if right else None

    def pre_validate(self, form) -> None:
        if self.points is None:
            raise ValidationError(_("Isi bobot dengan angka bulat dari 0 sampai %(most)s.", most=MOST_WEIGHT))
