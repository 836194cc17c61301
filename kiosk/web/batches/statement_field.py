"""Somebody answers for the people whom a list brings."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, ValidationError


def consent_field(**more) -> BooleanField:
    return BooleanField(
        _("Perusahaan menyatakan setiap orang dalam daftar sudah setuju didaftarkan"),
        validators=[stated_with_a_sheet],
        **more,
    )


def stated_with_a_sheet(form, field) -> None:
    """Where a list comes, somebody answers for the people in it; without one everybody is asked in person."""
    listed = form.sheet.data and getattr(form.sheet.data, "filename", "")
    if listed and not field.data:
        raise ValidationError(gettext("Pastikan setiap orang sudah setuju, lalu tandai pernyataan ini."))
