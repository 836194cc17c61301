"""Somebody of the neighbourhood whom a donor names: what an officer would ask, as short as can be on a phone."""

from datetime import date
from functools import cached_property

from flask_babel import gettext

from kiosk.domain.age import age_findings
from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.names import clean_name
from kiosk.domain.nik import NikReading, read_nik
from kiosk.domain.nik_remarks import UNLIKE_CARD
from kiosk.domain.pledges import OWN_WORK
from kiosk.services import places, pledges, settings
from kiosk.services.pledge_months import next_debit_month
from kiosk.services.pledge_nominations import Nomination
from kiosk.web.enrolment.choices import OUTSIDE
from kiosk.web.enrolment.readings import Readings
from kiosk.web.foster.nomination_fields import NominationFields
from kiosk.web.page_context import occupation_name, sentence


class NominationForm(Readings, NominationFields):
    """`kecamatan` comes along hidden: the kelurahan are those of it, or none for people from outside the city."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kelurahan.choices = [("", gettext("Pilih kelurahan")), *self.areas]
        self.occupation.choices = [("", gettext("Pilih pekerjaan")), *_works()]

    @property
    def is_outside(self) -> bool:
        return self.kecamatan.data == OUTSIDE

    @cached_property
    def areas(self) -> list[tuple[str, str]]:
        """(code, name) of the kelurahan in the kecamatan."""
        return [(one.code, one.name) for one in places.areas() if one.kecamatan_code == self.kecamatan.data]

    @property
    def knows_where(self) -> bool:
        """Whether the kecamatan is one of the city's, or outside."""
        return self.is_outside or bool(self.areas)

    @property
    def replaces(self) -> int | None:
        text = self.ganti.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None

    @cached_property
    def reading(self) -> NikReading:
        return read_nik(self.nik.data, today=today(), birth_on=self._birth, sex=self.sex.data)

    @property
    def unlike_card(self) -> str:
        """What birth date and sex say other than the NIK; empty before anything was sent."""
        if not self.is_submitted():
            return ""
        return " ".join(sentence(one) for one in self.reading.findings if one.code in UNLIKE_CARD)

    @property
    def age_findings(self) -> tuple:
        """On the day of the first debit."""
        if not self._birth:
            return ()
        return age_findings(
            self._birth,
            first_payment_on=next_debit_month(),
            minimum=settings.whole("minimum_age"),
            limit=settings.whole("age_limit"),
            today=today(),
        )

    @property
    def _birth(self) -> date | None:
        return read_date(self.birth_on.data).day

    def wish(self) -> Nomination:
        """The finished person; call after validate()."""
        entry = Enrolment(
            nik=self.reading.nik,
            name=self.name.data,
            birth_on=self._birth,
            sex=self.sex.data,
            phone=self.phone_reading.number,
            kelurahan=None if self.is_outside else self.kelurahan.data,
            home_regency=clean_name(self.home_regency.data) if self.is_outside else "",
            rt=self.rt.data,
            rw=self.rw.data,
            address=clean_name(self.address.data),
            occupation=self.occupation.data,
            workplace=clean_name(self.workplace.data),
            still_working=self.work.data == OWN_WORK,
            consent_how=self.consent_how.data,
            ktp_reason=self.ktp_reason.data if self.differs_from_nik else "",
        )
        note = clean_name(self.consent_note.data)
        return Nomination(entry, self.relation.data, self.take_known.data, note)


def _works() -> list[tuple[str, str]]:
    return sorted(((code, occupation_name(code)) for code in pledges.admitted()), key=lambda work: work[1])
