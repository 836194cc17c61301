"""Who is not to be asked for again: whoever stands in a submission for the month, and whoever is a member already.

Conditions over any query that has a worker, a funder and a month as columns."""

from peewee import fn

from db.days import months_before
from db.models import CoverageMonth, Submission, SubmissionLine
from kiosk.services import settings

ASKED, ACCEPTED = "asked", "accepted"


def lines_asking(worker, funder, month):
    """The query of lines that ask, or asked, for this month of this person by this funder's money."""
    return (
        SubmissionLine.select(SubmissionLine.id)
        .join(Submission)
        .where(
            SubmissionLine.worker == worker,
            Submission.funder == funder,
            SubmissionLine.first_month <= month,
            SubmissionLine.last_month >= month,
        )
    )


def is_asked(worker, funder, wadah_type, month):
    """Stands in a submission of this wadah for this month, which waits to be sent or answered."""
    lines = lines_asking(worker, funder, month)
    return fn.EXISTS(lines.where(SubmissionLine.state == ASKED, Submission.wadah_type == wadah_type))


def is_member(worker, funder, month):
    """BPJS has accepted this person for the funder, and the last month of it is not too long ago: the membership goes
    on, and so do its months. Accepted for months that were let go since is no membership."""
    other = CoverageMonth.alias()
    since = months_before(month, settings.whole("lapse_months"))
    accepted = lines_asking(worker, funder, other.month).where(SubmissionLine.state == ACCEPTED)
    counts_or_will = other.effective_on.is_null(False) | (
        other.submitted_on.is_null(False) & fn.EXISTS(accepted)
    )
    return fn.EXISTS(
        other.select(other.id).where(
            other.worker == worker,
            other.funder == funder,
            other.released_at.is_null(),
            other.month >= since,
            counts_or_will,
        )
    )
