"""Photographs of one paper of a claim, and whom one calls about it."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from kiosk.domain.heirs import relations_for
from kiosk.domain.names import clean_name
from kiosk.domain.office_phone import read_office_phone
from kiosk.files import evidence
from kiosk.files.evidence import Evidence
from kiosk.services.claim_papers import MOST_OF_ONE
from kiosk.web.batches.consent_forms import PapersField
from kiosk.web.claims.hour_field import MayStayEmpty
from kiosk.web.foster.paper_reading import read_paper
from kiosk.web.once_field import client_key_field

UNAIDED = {"autocomplete": "off"}
LONGEST_NAME = 120
MOST_TOGETHER = 20_000_000  # bytes; the server takes no larger form (kiosk/app.py)
PAPER_FILES = {
    "accept": "image/*,.pdf",
    "data-most-bytes": str(evidence.MOST_BYTES),
    "data-too-large": _("Satu berkas lebih dari 10 MB. Kecilkan atau foto ulang, lalu pilih lagi."),
    "data-most-together": str(MOST_TOGETHER),
    "data-too-large-together": _(
        "Bersama-sama berkas ini lebih dari 20 MB. Unggah sebagian dulu, sisanya sesudah ini."
    ),
}


class PaperForm(FlaskForm):
    client_key = client_key_field()
    papers = PapersField(
        _("Foto atau PDF"),
        description=_(
            "Foto tiap halaman, terang dan tegak. Sekali unggah paling banyak %(most)s berkas: masing-masing paling "
            "besar 10 MB, bersama paling besar 20 MB.",
            most=MOST_OF_ONE,
        ),
        render_kw=PAPER_FILES,
    )
    instead = BooleanField(
        _("Ganti yang sudah ada"),
        description=_("Yang lama dibuang. Tanpa tanda ini yang baru ditambahkan di sampingnya."),
        render_kw=UNAIDED,
    )
    read: Sequence[Evidence] = ()

    def validate_papers(self, field):
        if not field.chosen:
            raise ValidationError(gettext("Foto berkasnya, atau pilih foto atau PDF yang sudah ada."))
        if len(field.chosen) > MOST_OF_ONE:
            raise ValidationError(
                gettext(
                    "Paling banyak %(most)s berkas sekali unggah. Unggah sisanya sesudah ini.",
                    most=MOST_OF_ONE,
                )
            )
        several = len(field.chosen) > 1
        self.read = [
            read_paper(one, number if several else None) for number, one in enumerate(field.chosen, start=1)
        ]

    def ask_for_files_again(self) -> None:
        """Of a form that comes back for another reason."""
        if self.read and not self.papers.errors:
            self.papers.errors = [
                gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            ]


class PressForm(FlaskForm):
    """Nothing but the press."""


class HeirForm(FlaskForm):
    client_key = client_key_field()
    heir_name = StringField(
        _("Nama"),
        filters=[clean_name],
        validators=[
            DataRequired(_("Tulis nama yang dihubungi.")),
            Length(max=LONGEST_NAME, message=_("Nama paling banyak %(most)s huruf.", most=LONGEST_NAME)),
        ],
        render_kw=UNAIDED,
    )
    relation = RadioField(
        _("Hubungan dengan pekerja"),
        validate_choice=False,
        render_kw=UNAIDED,
    )
    heir_phone = StringField(
        _("Nomor telepon"),
        description=_("Misalnya 0812 3456 7890."),
        filters=[clean_name],
        validators=[MayStayEmpty()],
        render_kw=UNAIDED | {"inputmode": "tel"},
    )

    def __init__(self, *, is_death: bool, **more):
        super().__init__(**more)
        self._relations = relations_for(is_death=is_death)
        self.relation.choices = [SelectChoice(code, gettext(said)) for code, said in self._relations.items()]

    def validate_relation(self, field):
        if field.data not in self._relations:
            raise ValidationError(gettext("Pilih hubungannya dengan pekerja."))

    def validate_heir_phone(self, field):
        if field.data and not read_office_phone(field.data):
            raise ValidationError(
                gettext("Nomor telepon ini tidak dapat dihubungi di Indonesia. Periksa angkanya.")
            )

    @property
    def phone(self) -> str:
        return read_office_phone(self.heir_phone.data) or "" if self.heir_phone.data else ""
