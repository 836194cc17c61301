"""What is odd about a person on record: said on the person's page for as long as it is so, and never in the way."""

from db.models import CoverageMonth, Worker
from kiosk.domain.age import age_findings, may_ask_approval
from kiosk.domain.clock import today
from kiosk.domain.findings import Finding, Severity
from kiosk.domain.ktp_reasons import is_settled
from kiosk.domain.names import name_findings
from kiosk.domain.nik import read_nik
from kiosk.domain.nik_remarks import UNLIKE_CARD
from kiosk.services import ledger, settings


def against_card(worker: Worker, nik: str) -> list[Finding]:
    """What ought to be compared with the KTP once more: the warnings about NIK (opened) and name."""
    reading = read_nik(
        nik, today=worker.enrolled_on, birth_on=worker.birth_on, sex=worker.sex, serial_zero_allowed=True
    )
    settled = UNLIKE_CARD if is_settled(worker.ktp_reason) else ()
    findings = (*reading.findings, *name_findings(worker.name))
    return [
        finding for finding in findings if finding.severity is Severity.WARN and finding.code not in settled
    ]


def about_age(worker: Worker, months: list[CoverageMonth]) -> list[Finding]:
    """Whether the age is close to a limit or past it, until the first month is paid; not what an approval is about,
    which is told by itself. `months` as ledger.live_months gives them."""
    if any(row.paid_on for row in months):
        return []
    findings = age_findings(
        worker.birth_on,
        first_payment_on=ledger.first_payment_on(months[0].month if months else None),
        minimum=settings.whole("minimum_age"),
        limit=settings.whole("age_limit"),
        today=today(),
    )
    return [finding for finding in findings if not (worker.approval and may_ask_approval(finding))]
