"""The form of a correction as a whole: prefilled with what is on record, it hands on what shall stand there."""

from datetime import date
from functools import cached_property

from flask_babel import lazy_gettext as _

from kiosk.domain.age import may_ask_approval
from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.income import read_income
from kiosk.domain.names import clean_name
from kiosk.domain.nik import NikReading, read_nik
from kiosk.domain.tax import read_kpj
from kiosk.services.correction_pages import Person
from kiosk.services.person_values import Value, changed_since
from kiosk.web.corrections.fields import CorrectionFields
from kiosk.web.corrections.prefilled import as_typed
from kiosk.web.corrections.reasons import AsksWhy
from kiosk.web.enrolment.choices import OUTSIDE
from kiosk.web.enrolment.readings import Readings

SEES_DECILE = ASKS_APPROVAL = ("petugas", "admin")
GOES = {"phone": "phone_gone", "mother_name": "mother_name_gone", "kpj": "kpj_gone"}
WHERE_NONE_IS = {"phone": _("Nomor HP"), "mother_name": _("Nama ibu kandung"), "kpj": _("Nomor KPJ")}


class CorrectionForm(AsksWhy, Readings, CorrectionFields):
    """`person` is whom it corrects, `role` who does it."""

    def __init__(self, *args, person: Person, role: str, **kwargs):
        self._person, self._role = person, role
        super().__init__(*args, data={"seen": person.seen, **as_typed(person.values)}, **kwargs)
        if role not in SEES_DECILE:
            del self.dtsen_decile
        for field, words in WHERE_NONE_IS.items():
            if person.values[field] is None:
                self[field].label.text = words

    @property
    def has_new_nik(self) -> bool:
        return bool((self.nik.data or "").strip())

    @cached_property
    def reading(self) -> NikReading:
        """Of the new NIK, or of the one on record as it was read when the person was enrolled."""
        text = self.nik.data if self.has_new_nik else self._person.values["nik"]
        return read_nik(
            text,
            today=today() if self.has_new_nik else self._person.worker.enrolled_on,
            birth_on=read_date(self.birth_on.data).day,
            sex=self.sex.data,
            serial_zero_allowed=self.serial_zero.data or not self.has_new_nik,
        )

    @property
    def born(self) -> date | None:
        return read_date(self.birth_on.data).day or self.reading.birth_on

    @property
    def findings_about_age(self) -> list[Finding]:
        """What forbids this birth date; not what Disnaker may approve of a person nobody funds yet."""
        return [finding for finding in self._age_findings if not self._may_ask(finding)]

    @property
    def asks_approval(self) -> bool:
        return any(self._may_ask(finding) for finding in self._age_findings)

    @cached_property
    def _age_findings(self) -> list[Finding]:
        return self._person.about_birth_date(self.born) if self.born else []

    def _may_ask(self, finding: Finding) -> bool:
        return may_ask_approval(finding) and self._role in ASKS_APPROVAL and not self._person.months

    @property
    def warnings(self) -> list[Finding]:
        """What is not kept as it was typed, and what is odd about the age."""
        findings = (
            *self.phone_reading.findings,
            *read_kpj(self.kpj.data).findings,
            *self.findings_about_age,
        )
        return [finding for finding in findings if finding.severity is Severity.WARN]

    def values(self) -> dict[str, Value]:
        """What shall stand on record, by field; a secret only where it changes. Call after validate()."""
        plain = {
            "name": self.name.data,
            "birth_on": self.born,
            "sex": self.sex.data or self.reading.sex,
            "ktp_reason": self.ktp_reason.data,
            "rt": self.rt.data,
            "rw": self.rw.data,
            "address": clean_name(self.address.data),
            "occupation": self.occupation.data,
            "workplace": clean_name(self.workplace.data),
            "birth_place": clean_name(self.birth_place.data),
            "income": read_income(self.income.data).amount,
            **self._home(),
            **self._decile(),
        }
        return {field: None if value == "" else value for field, value in (plain | self._secrets()).items()}

    def _home(self) -> dict[str, Value]:
        if self.kelurahan.data == OUTSIDE:
            return {"kelurahan": None, "home_regency": clean_name(self.home_regency.data)}
        return {"kelurahan": self.kelurahan.data, "home_regency": None}

    def _decile(self) -> dict[str, Value]:
        if "dtsen_decile" not in self:
            return {}
        text = (self.dtsen_decile.data or "").strip()
        return {"dtsen_decile": int(text) if text else None}

    def _secrets(self) -> dict[str, Value]:
        new = {
            "nik": self.reading.nik if self.has_new_nik else None,
            "phone": self.phone_reading.number,
            "mother_name": clean_name(self.mother_name.data),
            "kpj": read_kpj(self.kpj.data).number,
        }
        return {field: value for field, value in new.items() if value or self._is_gone(field)}

    def _is_gone(self, field: str) -> bool:
        return field in GOES and self[GOES[field]].data

    def touched(self) -> tuple[str, ...]:
        """Which fields whoever filled this in has changed; call after validate()."""
        return changed_since(self._person.worker.reg_no, self.seen.data, self.values())

    def open_anew(self, person: Person, fields: tuple[str, ...]) -> None:
        """Take over what is on record now in `fields`; whatever else was typed stays."""
        for name, value in as_typed({field: person.values[field] for field in fields}).items():
            if name in self:
                self[name].data = value
        self.seen.data = person.seen
