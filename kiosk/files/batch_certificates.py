"""The certificate of a company's batch: A4 landscape, to be signed, stamped and framed."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.number_words import in_words
from kiosk.files.documents import render_pdf
from kiosk.files.text_fit import Fitted, fit

# The boxes of the company's name and of the period in certificate.css, in mm, and the sizes tried in them.
_NAME_BOX, _NAME_SIZES = (214.0, 30.0), (34.0, 30.0, 26.0, 22.0, 19.0, 16.0)
_PERIOD_BOX, _PERIOD_SIZES = (60.0, 11.5), (16.0, 13.5, 12.0, 10.5, 9.0, 7.5)


@dataclass(frozen=True)
class Certificate:
    """`people` whose `worker_months` are paid, in `period`, which is in words; `short_period` is the same where those
    need more than a line. `signer` is empty where the name is written by hand."""

    company: str
    people: int
    worker_months: int
    period: str
    short_period: str
    batch_no: str
    place: str
    on: date
    signer: str
    office: str
    city: str

    @property
    def name_fitted(self) -> Fitted:
        return fit(self.company, *_NAME_BOX, _NAME_SIZES, weight=800)

    @property
    def period_fitted(self) -> Fitted:
        whole = fit(self.period, *_PERIOD_BOX, _PERIOD_SIZES[:2], weight=700)
        if len(whole.lines) == 1:
            return whole
        return fit(self.short_period, *_PERIOD_BOX, _PERIOD_SIZES, weight=700)

    @property
    def people_in_words(self) -> str:
        return in_words(self.people)


def certificate_pdf(certificate: Certificate) -> bytes:
    return render_pdf("certificate.html", certificate=certificate)
