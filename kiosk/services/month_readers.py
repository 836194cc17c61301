"""What a reader of a worker's page is told of each month: a company learns neither who its neighbours pay for, nor
which bill and payment stand behind their months, nor what a person has said about their consent."""

from dataclasses import dataclass

from db.models import CoverageMonth
from kiosk.domain.release_reasons import OTHER, for_companies, release_words
from kiosk.domain.words import N_
from kiosk.services.acting import Actor
from kiosk.services.worker_strip import Told, funder_words

TELLS_PAPERS = ("petugas", "admin", "auditor")
ANOTHER_COMPANY = N_("perusahaan lain")


@dataclass(frozen=True)
class ToldTo(Told):
    """`by` may see the worker; rows are those of worker_months.months_of."""

    by: Actor

    def funder(self, row: CoverageMonth) -> str:
        hidden = self.by.role == "mitra" and row.funder_kind == "csr" and not self._own(row)
        return ANOTHER_COMPANY if hidden else funder_words(row.funder)

    def reason(self, row: CoverageMonth) -> str:
        if self.by.role == "mitra":
            return for_companies(row.released_why) if self._own(row) else OTHER
        return release_words(row.released_why)

    def papers(self, row: CoverageMonth) -> bool:
        return self._own(row) if self.by.role == "mitra" else self.by.role in TELLS_PAPERS

    def awaited(self, row: CoverageMonth) -> bool:
        """A company is told of its own asking alone."""
        return self._own(row) if self.by.role == "mitra" else True

    def _own(self, row: CoverageMonth) -> bool:
        company = getattr(row.funder, "company", None)
        return company is not None and company.id == self.by.company_id
