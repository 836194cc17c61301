"""Words for a status in BPJS's files that somebody has explained once: kept beside the headings, under a key that no
heading has, so that they are listed and forgotten there too."""

from db.connection import in_turn, writing
from db.models import Answer, AnswerHeading, AnswerRow
from kiosk.domain.bpjs_outcomes import WRONG
from kiosk.domain.bpjs_statuses import Status, word_key
from kiosk.domain.words import without_long_numbers
from kiosk.files.heading_words import LONGEST_KEY
from kiosk.services import access, audit
from kiosk.services.acting import Actor, NotThere
from kiosk.services.bpjs_answer_files import answer_seen_by
from kiosk.services.bpjs_answer_remarks import carries
from kiosk.services.bpjs_headings import HEADINGS

PREFIX = "status: "  # a heading's key has letters and figures only
MEANINGS = (Status.ACCEPTED, Status.REJECTED, Status.PENDING)
ROWS_LOOKED_AT, MOST_ASKED = 500, 10


def remembered() -> dict[str, str]:
    """word_key → status, for domain/bpjs_statuses.read_status."""
    rows = AnswerHeading.select(AnswerHeading.heading_key, AnswerHeading.field).where(
        AnswerHeading.heading_key.startswith(PREFIX)
    )
    return {key.removeprefix(PREFIX): field.removeprefix(PREFIX) for key, field in rows.tuples()}


def unknown_in(answer: Answer) -> list[str]:
    """Words of this file's lines that nobody knows, as they are shown; the first MOST_ASKED. One query."""
    rows = AnswerRow.select(AnswerRow.findings).where(
        AnswerRow.answer == answer, AnswerRow.outcome == WRONG, carries("status_unknown")
    )
    found: dict[str, str] = {}
    for (findings,) in rows.order_by(AnswerRow.id).limit(ROWS_LOOKED_AT).tuples():
        for one in findings:
            if one["code"] == "status_unknown" and (key := word_key(one["params"]["text"])):
                found.setdefault(key, one["params"]["text"])
    return list(found.values())[:MOST_ASKED]


def learn(*, no: str, word: str, meaning: str, by: Actor) -> None:
    """`word` of the file `no` means one of MEANINGS from now on, in all files of BPJS. Raises NotAllowed, NotThere
    where the file has no such word."""
    access.require(by.role == "admin")
    answer, key = answer_seen_by(by, no), word_key(word)
    if key not in map(word_key, unknown_in(answer)) or meaning not in MEANINGS:
        raise NotThere
    told = {
        "heading": without_long_numbers(word)[:LONGEST_KEY],
        "field": f"{PREFIX}{meaning}",
        "by_id": by.user_id,
    }
    with writing():
        in_turn(HEADINGS)
        AnswerHeading.delete().where(AnswerHeading.heading_key == PREFIX + key).execute()
        AnswerHeading.create(heading_key=PREFIX + key, **told)
        audit.record("bpjs.kata_status_disebutkan", by=by, kind="balasan", subject=no, arti=meaning)
