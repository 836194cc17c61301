"""A leaflet for the family after an accident or a death: one A4 page in plain words, with nothing personal but the name
and the registration number, and nothing the ledger does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.files.documents import render_pdf


@dataclass(frozen=True)
class Place:
    """Where one may ask or be treated; what is empty is not printed."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ClaimLeaflet:
    """`benefits` are finished sentences of what may be given, with their conditions; where nothing is promised they are
    empty and `why_none` says why. `outside_work` says that it may be no accident at work, and is empty where nothing
    speaks against it. `deadline` is until when to report in words, empty where there is none or it is done
    (`told`, in words); `is_late`: it has passed. `days` are the times 24 hours in which one has to report."""

    claim_no: str
    name: str
    reg_no: str
    is_accident: bool
    is_death: bool
    happened: str
    deadline: str
    is_late: bool
    days: int
    told: str
    papers: Sequence[str]
    more_papers: Sequence[str]
    benefits: Sequence[str]
    why_none: str
    outside_work: str
    heirs: str
    places: Sequence[Place]
    facilities: Sequence[Place]
    call_centre: str
    city: str
    made_on: date

    @property
    def is_long(self) -> bool:
        """Whether all of it is set closer, so that it stays one page."""
        said = 2 * bool(self.why_none) + 4 * bool(self.outside_work)
        return len(self.papers) + len(self.benefits) + len(self.facilities) + said > 15


def claim_leaflet_pdf(leaflet: ClaimLeaflet) -> bytes:
    return render_pdf("claim_leaflet.html", leaflet=leaflet)
