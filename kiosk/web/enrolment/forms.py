"""The enrolment form as a whole: what its fields say together, and the finished person it hands on."""

from datetime import date
from functools import cached_property

from kiosk.domain.age import age_on, may_ask_approval
from kiosk.domain.clock import today
from kiosk.domain.dates import read_date
from kiosk.domain.enrolment import Enrolment
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.income import read_income
from kiosk.domain.names import clean_name
from kiosk.domain.nik import NikReading, read_nik
from kiosk.domain.tax import read_kpj
from kiosk.domain.words import mask_nik
from kiosk.services import places, standing
from kiosk.web.enrolment import checks
from kiosk.web.enrolment.choices import OUTSIDE, BatchChoice
from kiosk.web.enrolment.fields import EnrolmentFields
from kiosk.web.enrolment.late_fields import LateFields
from kiosk.web.enrolment.paper_fields import PaperFields
from kiosk.web.enrolment.readings import Readings


class EnrolmentForm(Readings, LateFields, PaperFields, EnrolmentFields):
    """`batches` as choices.batch_choices gives them, or a call that does, made when they are needed; the auditor's and
    mitra's form has no decile."""

    def __init__(self, *args, batches=(), role="petugas", **kwargs):
        super().__init__(*args, **kwargs)
        self._batches = batches
        if role not in ("petugas", "admin"):
            del self.dtsen_decile  # seen and kept by petugas and admin only
            del self.ask_approval, self.approval_reason

    @cached_property
    def offered_batches(self) -> tuple[BatchChoice, ...]:
        """For the field and the page, which shows the field only where there is something to choose."""
        offered = tuple(self._batches() if callable(self._batches) else self._batches)
        self.batch.choices = [choice.option(self.batch.data) for choice in offered]
        return offered

    @cached_property
    def reading(self) -> NikReading:
        return read_nik(
            self.nik.data,
            today=today(),
            birth_on=self._typed_birth,
            sex=self.sex.data,
            serial_zero_allowed=self.serial_zero.data,
        )

    @cached_property
    def _typed_birth(self) -> date | None:
        return read_date(self.birth_on.data).day

    @property
    def born(self) -> date | None:
        """As on the KTP where it was typed, else as the NIK says."""
        return self._typed_birth or self.reading.birth_on

    @property
    def findings_about_nik(self) -> tuple[Finding, ...]:
        """All that can be said as soon as the NIK is there: about itself, and about the age it gives."""
        return (*self.reading.findings, *checks.age_findings_of(self))

    @property
    def approval_helps(self) -> bool:
        """Whether this person may be enrolled once Disnaker approves."""
        return any(map(may_ask_approval, checks.age_findings_of(self)))

    @property
    def may_ask(self) -> bool:
        """It is asked for at a post, not by a company."""
        return "ask_approval" in self and self.approval_helps

    @property
    def asks(self) -> bool:
        return "ask_approval" in self and self.ask_approval.data

    @property
    def age(self) -> int | None:
        """By the NIK, as the birth date said beside it."""
        return age_on(self.reading.birth_on, today()) if self.reading.birth_on else None

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.reading.nik)

    @property
    def area_words(self) -> str:
        """The kelurahan or regency as people read it."""
        home = self._home()
        return places.area_name(home["kelurahan"], home.get("home_regency", ""))

    @property
    def warnings(self) -> list[Finding]:
        """What is not kept as it was typed. What is odd on record stands on the person's page (worker_remarks)."""
        findings = (*self.phone_reading.findings, *read_kpj(self.kpj.data).findings)
        return [finding for finding in findings if finding.severity is Severity.WARN]

    def entry(self) -> Enrolment:
        """The finished person; call after validate()."""
        return Enrolment(
            nik=self.reading.nik,
            name=self.name.data,
            birth_on=self.born,
            sex=self.sex.data or self.reading.sex,
            phone=self.phone_reading.number,
            rt=self.rt.data,
            rw=self.rw.data,
            address=clean_name(self.address.data),
            occupation=self.occupation.data,
            workplace=clean_name(self.workplace.data),
            still_working=self.still_working.data,
            consent_how=self.consent_how.data,
            birth_place=clean_name(self.birth_place.data),
            mother_name=clean_name(self.mother_name.data),
            kpj=read_kpj(self.kpj.data).number,
            income=read_income(self.income.data).amount,
            dtsen_decile=_whole(self.dtsen_decile.data) if "dtsen_decile" in self else None,
            ktp_reason=self.ktp_reason.data or "" if self.differs_from_nik else "",
            enrolled_on=self.paper_day,
            **self._home(),
            **self._approval(),
        )

    def _approval(self) -> dict:
        """The tick alone makes nobody need an approval: one who is of age is simply enrolled."""
        if not (self.asks and self.may_ask):
            return {}
        return {"approval": standing.ASKED, "approval_reason": self.approval_reason.data}

    def _home(self) -> dict:
        if self.kelurahan.data == OUTSIDE:
            return {"kelurahan": None, "home_regency": clean_name(self.home_regency.data)}
        return {"kelurahan": self.kelurahan.data}


def _whole(text: str | None) -> int | None:
    """A number already checked; None where nothing was typed."""
    return int(text) if (text or "").strip() else None
