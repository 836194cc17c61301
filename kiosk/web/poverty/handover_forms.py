"""Rows without a kelurahan are handed over to one, taken back, or sent back by its officers."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, ValidationError

from kiosk.domain import words
from kiosk.services import places
from kiosk.services.poverty_handovers import MOST_AT_ONCE, HandoverWish
from kiosk.web.list_filters import area_groups
from kiosk.web.once_field import client_key_field

TICKED, ALL = "dicentang", "semua"


class HandoverForm(FlaskForm):
    """The people stand in a table beside it, each with a tick `pick`; `seen` is how many the group had then."""

    client_key = client_key_field()
    who = RadioField(_("Siapa yang diserahkan?"), default=TICKED)
    kelurahan = SelectField(
        _("Ke petugas kelurahan"),
        description=_(
            "Hanya petugas kelurahan ini yang akan melihatnya. Bila ternyata bukan warganya, petugas mengembalikannya, "
            "dan orangnya dapat diserahkan ke kelurahan lain."
        ),
        validators=[DataRequired(_("Pilih kelurahan dari daftar."))],
        validate_choice=False,
    )
    seen = HiddenField()

    def __init__(self, *, kecamatan: str, name: str, count: int, **more):
        super().__init__(**more)
        self.who.choices = [
            SelectChoice(TICKED, gettext("Yang dicentang di bawah ini")),
            SelectChoice(ALL, _all_words(name, count)),
        ]
        self.kelurahan.choices = [
            SelectChoice("", gettext("Pilih kelurahan")),
            *_areas(kecamatan if name else ""),
        ]

    def validate_who(self, field):
        if field.data == TICKED and not self.picked:
            raise ValidationError(gettext("Centang paling sedikit satu orang, atau pilih semuanya."))

    @property
    def picked(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(request.form.getlist("pick")[:MOST_AT_ONCE]))

    def wish(self, kecamatan: str, list_no: str) -> HandoverWish:
        """After validate()."""
        rows = self.picked if self.who.data == TICKED else None
        text = (self.seen.data or "")[:9]
        seen = int(text) if text.isascii() and text.isdigit() else 0
        return HandoverWish(kecamatan, self.kelurahan.data, rows, seen, list_no)


class TakeBackForm(FlaskForm):
    """A press is all it asks for, as the one of SendBackForm."""

    client_key = client_key_field()


class SendBackForm(FlaskForm):
    client_key = client_key_field()


def _areas(kecamatan: str) -> list[SelectChoice]:
    """Of a kelurahan without a post it is said that nobody would see whom it is given."""
    if not kecamatan:
        return []
    with_post = {post.kelurahan_id for post in places.posts()}
    return [
        SelectChoice(code, name if code in with_post else gettext("%(area)s (belum ada pos)", area=name))
        for code, name in area_groups(kecamatan)[0][1]
    ]


def _all_words(name: str, count: int) -> str:
    if count > MOST_AT_ONCE:
        return gettext(
            "%(most)s orang pertama dari %(count)s yang diduga di %(kecamatan)s",
            most=words.number(MOST_AT_ONCE), count=words.number(count), kecamatan=name,
        )  # fmt: skip
    return gettext(
        "Semua %(count)s orang yang diduga di %(kecamatan)s", count=words.number(count), kecamatan=name
    )
