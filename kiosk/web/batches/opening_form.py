"""The fields that say at which post a batch takes people in; in the form of a new batch and in one of their own."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Optional, StopValidation, ValidationError

from kiosk.domain.clock import today
from kiosk.services.batch_openings import OpeningShown
from kiosk.services.post_openings import Opening
from kiosk.web.day_field import DayField

UNAIDED = {"autocomplete": "off"}
WHOLE = re.compile(r"[0-9]{1,6}|[0-9]{1,3}\.[0-9]{3}")  # 1000 or 1.000, never 1.5


def _is_whole(form, field) -> None:
    text = (field.data or "").strip()
    if not WHOLE.fullmatch(text):
        raise StopValidation(gettext("Tulis jumlah tempat dengan angka, misalnya 100, atau kosongkan."))
    field.data = text.replace(".", "")


def _lies_ahead(form, field) -> None:
    if field.day and field.day < today():
        raise ValidationError(
            gettext("Tanggal ini sudah lewat. Isi hari ini atau hari sesudahnya, atau kosongkan.")
        )


class OpeningFields:
    """`posts` are (code, name) to choose from."""

    open_at = SelectField(
        _("Terima pendaftaran di pos"),
        description=_(
            "Petugas pos mendaftarkan orang langsung ke batch ini. Boleh tidak dibuka di pos mana pun."
        ),
        validate_choice=False,
        choices=[],
        render_kw=UNAIDED,
    )
    places = StringField(
        _("Jumlah tempat"),
        description=_(
            "Seluruhnya, termasuk yang dari lembar kerja. Bila sudah terisi, pos berhenti mendaftarkan; lembar kerja "
            "tetap diterima. Kosongkan bila tidak dibatasi."
        ),
        validators=[Optional(), _is_whole],
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    open_until = DayField(
        _("Dibuka sampai"),
        description=_("Hari terakhir di pos. Kosongkan bila sampai batas pendaftaran bulan pertamanya."),
        validators=[Optional(), _lies_ahead],
        render_kw=UNAIDED,
    )

    def offer_posts(self, posts: list[tuple[str, str]], chosen: str | None = "") -> None:
        """`chosen` is the post where the form says nothing of one."""
        self.open_at.choices = [("", gettext("Tidak dibuka di pos")), *posts]
        if not self.open_at.raw_data:
            self.open_at.data = chosen

    def validate_open_at(self, field):
        if field.data not in dict(field.choices):
            raise ValidationError(gettext("Pilih pos dari daftar."))

    def validate_places(self, field):
        if field.data and not self.open_at.data:
            raise ValidationError(gettext("Pilih dulu posnya, atau kosongkan jumlah tempatnya."))

    def opening(self) -> Opening:
        return Opening(
            post=self.open_at.data or "",
            places=int(self.places.data) if self.places.data else None,
            until=self.open_until.day,
        )


class OpeningForm(OpeningFields, FlaskForm):
    def __init__(self, posts: list[tuple[str, str]], shown: OpeningShown, **more):
        super().__init__(**more)
        if self.is_submitted():
            self.offer_posts(posts, None)
        else:
            self.offer_posts(posts, shown.post.code if shown.post else "")
            self.places.data = str(shown.places or "")
            self.open_until.data = f"{shown.until:%d/%m/%Y}" if shown.until and shown.until >= today() else ""
