"""Whom BPJS rejected is told to the funder, by the number of the submission and how many, and to the posts where these
people were registered: one letter a day each, without a name. Why stands on the work list."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from peewee import fn

from db.models import Funder, SubmissionLine, User, UserPost
from kiosk.domain.clock import today, utc_now
from kiosk.services import message_texts
from kiosk.services.messages import TO_FUNDER, TO_POST, link, write_anew, write_letter
from kiosk.services.notice_readers import active_posts, readers_of
from kiosk.services.notices import GATHERED_WITHIN

if TYPE_CHECKING:
    from kiosk.services.bpjs_rejections import Rejection

KIND = "rejected"
REJECTED = "rejected"


def tell(rejections: Iterable["Rejection"]) -> None:
    """In the transaction that rejected them; what follows on the same day makes the funder's letter say the new sum."""
    rejections = list(rejections)
    _tell_funders({one.submission_id: one for one in rejections})
    _tell_posts({one.post_id for one in rejections} - {None})


def _tell_funders(by_submission: dict[int, "Rejection"]) -> None:
    funders = {funder.id: funder for funder in _funders({one.funder_id for one in by_submission.values()})}
    readers = {funder_id: readers_of(funder) for funder_id, funder in funders.items()}
    for submission_id, people in _counts(by_submission).items():
        one = by_submission[submission_id]
        funder = funders[one.funder_id]
        if readers[funder.id]:
            _write(funder, one.submission_no, people, readers[funder.id])


def _write(funder: Funder, submission_no: str, people: int, addresses: list[str]) -> None:
    text = message_texts.rejected_text(
        funder=funder.name,
        submission_no=submission_no,
        people=people,
        link=link("/belum-lengkap?kurang=bpjs"),
    )
    letter = {
        "key": f"{KIND}:{submission_no}:{today()}",
        "subject": message_texts.rejected_subject(funder=funder.name),
        "text": text,
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=KIND, to_kind=TO_FUNDER, funder=funder.id, **letter):
        write_anew(**letter)


def _counts(submission_ids: Iterable[int]) -> dict[int, int]:
    """How many of each submission BPJS has rejected so far."""
    rejected = SubmissionLine.select(SubmissionLine.submission, fn.COUNT(SubmissionLine.id)).where(
        SubmissionLine.submission.in_(list(submission_ids)), SubmissionLine.state == REJECTED
    )
    return dict(rejected.group_by(SubmissionLine.submission).tuples())


def _funders(ids: Iterable[int]) -> Iterable[Funder]:
    return Funder.select().where(Funder.id.in_(list(ids))).order_by(Funder.id)


def _tell_posts(post_ids: set[int]) -> None:
    """Once a day each; a post without officers has nobody who would read."""
    names, officers = active_posts().names, _officers(post_ids)
    for post_id, addresses in officers.items():
        if post_id in names:
            write_letter(
                key=f"{KIND}:post:{post_id}:{today()}",
                kind=KIND,
                to_kind=TO_POST,
                addresses=addresses,
                subject=message_texts.rejected_at_post_subject(post=names[post_id]),
                text=message_texts.rejected_at_post_text(
                    post=names[post_id], link=link("/belum-lengkap?kurang=bpjs")
                ),
                post=post_id,
                at=utc_now() + GATHERED_WITHIN,
            )


def _officers(post_ids: set[int]) -> dict[int, list[str]]:
    rows = (
        UserPost.select(UserPost.post, User.email)
        .join(User)
        .where(UserPost.post.in_(sorted(post_ids)), User.active, User.role == "petugas")
        .order_by(UserPost.post, User.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for post_id, email in rows.tuples():
        found[post_id].append(email)
    return found
