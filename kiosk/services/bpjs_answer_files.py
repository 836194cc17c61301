"""The files of BPJS as they are kept: sealed, found by number, opened again with the words that are known by then."""

from collections.abc import Mapping

from db.models import Answer, Funder, Job, Submission
from kiosk.files.bpjs_headings import ANSWERS, MEMBERS
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_preview import preview
from kiosk.services import access, safe
from kiosk.services.acting import Actor, NotThere

KIND = "bpjs_answer"  # under which the bytes are sealed
ANSWER, MEMBER_LIST = "answer", "members"
VOCABULARIES: Mapping[str, Vocabulary] = {ANSWER: ANSWERS, MEMBER_LIST: MEMBERS}
STORED, COLUMNS, READ, REFUSED = "stored", "columns", "read", "refused"
NARROW = "narrow"  # a list that holds few of those it should: somebody is asked before it is compared
WITHDRAWN = "withdrawn"  # a list that was taken back, or set aside before it was compared
READING, READING_AGAIN = "bpjs.read_answer", "bpjs.read_answer_again"  # kinds of jobs


def answer_seen_by(by: Actor, no: str) -> Answer:
    """With its submission and funder, where it has one. Raises NotAllowed, NotThere."""
    access.require(by.role in access.SEES_ALL)
    query = Answer.select(Answer, Submission, Funder).left_outer_join(Submission).switch(Answer)
    answer = query.left_outer_join(Funder, on=(Answer.funder == Funder.id)).where(Answer.no == no).first()
    if answer is None:
        raise NotThere
    return answer


def content_of(answer: Answer) -> bytes:
    return safe.file_content(answer.path, KIND)


def vocabulary_of(answer: Answer) -> Vocabulary:
    return VOCABULARIES[answer.kind]


def may_be_explained(content: bytes, remembered: Mapping[str, str], vocabulary: Vocabulary) -> bool:
    """Whether columns are left over that may hold what is missing."""
    found = preview(content, remembered, vocabulary=vocabulary)
    return found is not None and found.may_be_mapped


def reading_job(answer: Answer) -> Job | None:
    """The job of a file that waits, is being read or could not be; of one that is read again the same, until that is
    done. None once it is read or refused."""
    if answer.state not in (STORED, READ) or answer.job_id is None:
        return None
    job = Job.get_or_none(Job.id == answer.job_id)
    return job if answer.state == STORED or _reads_again(job) else None


def _reads_again(job: Job | None) -> bool:
    return job is not None and job.kind == READING_AGAIN and job.state != "done"


def is_being_read(answer: Answer) -> bool:
    job = reading_job(answer)
    return job is not None and job.state != "failed"
