"""Lists of the extreme poor as they came: sealed, found by number, opened again."""

from datetime import date, timedelta

from db.models import Job, PovertyList
from kiosk.domain.clock import today
from kiosk.files.heading_words import Vocabulary
from kiosk.files.poverty_headings import POVERTY, WITH_DECILES
from kiosk.files.sheet_preview import preview
from kiosk.services import access, safe, settings
from kiosk.services.acting import Actor, NotThere

KIND = "poverty_list"  # under which the bytes are sealed
STORED, COLUMNS, READ, REFUSED, WITHDRAWN = "stored", "columns", "read", "refused", "withdrawn"
LIVE = (STORED, READ)  # whose rows speak of somebody
READING_JOB, WITHDRAWING_JOB = "poverty.read", "poverty.withdraw"  # kinds of jobs


def list_seen_by(by: Actor, no: str) -> PovertyList:
    """Raises NotThere, NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    found = PovertyList.get_or_none(PovertyList.no == no)
    if found is None:
        raise NotThere
    return found


def may_change(by: Actor) -> bool:
    return by.role == "admin"


def content_of(poverty_list: PovertyList) -> bytes:
    """Raises NotThere once the bytes are gone."""
    if not poverty_list.path:
        raise NotThere
    return safe.file_content(poverty_list.path, KIND)


def vocabulary_of(decile: int | None) -> Vocabulary:
    return POVERTY if decile else WITH_DECILES


def told_of(poverty_list: PovertyList) -> dict[str, str]:
    """Heading → field, as somebody said it for this file."""
    return (poverty_list.columns or {}).get("told", {})


def may_be_explained(content: bytes, told: dict[str, str], vocabulary: Vocabulary) -> bool:
    """Whether columns are left over that may hold what is missing."""
    found = preview(content, told, vocabulary=vocabulary)
    return found is not None and found.may_be_mapped


def job_of(poverty_list: PovertyList) -> Job | None:
    """The job that reads it or takes it back, while that goes on or could not be done."""
    if poverty_list.state not in (STORED, WITHDRAWN) or poverty_list.job_id is None:
        return None
    job = Job.get_or_none(Job.id == poverty_list.job_id)
    return job if job and job.state != "done" else None


def day_of_deletion() -> date:
    return today() + timedelta(days=settings.whole("poverty_list_days"))
