"""Whom a company takes on from the waiting list: where they live, what they do, how many."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from kiosk.services import places
from kiosk.services.batch_pick_pages import MOST, PickWish
from kiosk.web.list_filters import ListFilters, area_groups, filled, kelurahan_codes
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import occupation_name

NAMES = ("kecamatan", "kelurahan", "pekerjaan", "jumlah")


class PickFilters:
    """`chosen` as in the address or in a form that sent it on, `choices` for the form, `unknown`: what was left out.
    `count` is 0 where no number was asked for."""

    def __init__(self, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        kecamatan = filters.one_of("kecamatan", _kecamatan())
        self.chosen = {
            "kecamatan": kecamatan,
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes(kecamatan)),
            "pekerjaan": filters.one_of("pekerjaan", places.occupations_by_code()),
        }
        self.asked = filters.fields.get("jumlah", "").strip()[:6]
        self.count = int(self.asked) if self.asked.isascii() and self.asked.isdigit() else 0
        self.unknown = filters.unknown
        works = [(work.code, occupation_name(work.code)) for work in places.occupations()]
        self.choices = {
            "kecamatan": list(_kecamatan().items()),
            "kelurahan": area_groups(kecamatan),
            "pekerjaan": sorted(works, key=lambda work: work[1]),
        }

    @property
    def is_wrong(self) -> bool:
        """A number was asked for that cannot be."""
        return bool(self.asked) and not 1 <= self.count <= MOST

    @property
    def wish(self) -> PickWish:
        return PickWish(
            kecamatan=self.chosen["kecamatan"],
            kelurahan=self.chosen["kelurahan"],
            occupation=self.chosen["pekerjaan"],
            count=0 if self.is_wrong else self.count,
        )

    @property
    def fields(self) -> dict[str, str]:
        """What the waiting list and this page both understand."""
        return filled(self.chosen)


class PickForm(FlaskForm):
    """One press: what was asked for comes with it as it was shown."""

    client_key = client_key_field()
    kecamatan = HiddenField()
    kelurahan = HiddenField()
    pekerjaan = HiddenField()
    jumlah = HiddenField(_("Berapa orang"))

    def filters(self) -> PickFilters:
        return PickFilters({name: self[name].data or "" for name in NAMES})

    def validate_jumlah(self, field):
        if self.filters().unknown:
            raise ValidationError(gettext("Pilih wilayah dan pekerjaan dari daftarnya, lalu hitung lagi."))
        if not 1 <= self.filters().count <= MOST:
            raise ValidationError(gettext("Tulis berapa orang yang diambil, 1 sampai %(most)s.", most=MOST))


def _kecamatan() -> dict[str, str]:
    return {area.kecamatan_code: area.kecamatan for area in places.areas()}
