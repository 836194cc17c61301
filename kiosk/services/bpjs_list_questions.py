"""The answer to what is asked about a list of members that holds few of those it should: it is whole and is compared,
or it is set aside before anything of it is."""

from db.connection import held, in_turn, writing
from db.models import Answer
from kiosk.domain.words import N_
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.services import access, audit, batch_sheets, bpjs_answers, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_answer_files import NARROW, STORED, WITHDRAWN, answer_seen_by, content_of
from kiosk.services.once import once

ANSWERED = N_("Pertanyaan tentang daftar ini sudah dijawab. Lihat keadaannya di bawah.")


@each_sheet_opened_once(FOR_A_KEPT_SHEET)
def go_on(*, no: str, client_key: str, by: Actor) -> None:
    """It is whole: it is read, a small one at once; once per key. Raises NotAllowed, NotThere, KeyInUse, Refused."""
    access.require(by.role == "admin")
    answer = answer_seen_by(by, no)
    small = batch_sheets.is_small(content_of(answer))
    _answer, first_time = once(
        key=client_key,
        purpose="bpjs.whole_list",
        content={"answer": no},
        by=by,
        make=lambda: _go_on(answer.id, small, by),
    )
    if first_time and small:
        bpjs_answers.read_at_once(no, by)


def _go_on(answer_id: int, small: bool, by: Actor) -> str:
    answer = _asked_about(answer_id)
    Answer.update(state=STORED, findings=[]).where(Answer.id == answer_id).execute()
    audit.record("bpjs.daftar_dinyatakan_lengkap", by=by, kind="balasan", subject=answer.no)
    bpjs_answers.ask_reading(answer, by=by, run_here=small, is_whole=True)
    return answer.no


def set_aside(*, no: str, by: Actor) -> None:
    """Nothing of it is compared, and the same bytes may come again; sent twice it acts once. Raises NotAllowed,
    NotThere, Refused where it is compared already."""
    access.require(by.role == "admin")
    answer_id = answer_seen_by(by, no).id
    with writing():
        in_turn(bpjs_answers.FILES)
        if held(Answer.select().where(Answer.id == answer_id)).get().state == WITHDRAWN:
            return
        answer = _asked_about(answer_id)
        let_bytes_go(answer)
        audit.record("bpjs.daftar_disisihkan", by=by, kind="balasan", subject=answer.no)


def _asked_about(answer_id: int) -> Answer:
    answer = held(Answer.select().where(Answer.id == answer_id)).get()
    if answer.state != NARROW:
        raise Refused(ANSWERED)
    return answer


def let_bytes_go(answer: Answer) -> None:
    """In the caller's transaction, whose turn it is among files: the list stands for nothing any more, and the same
    bytes are a new one."""
    other = safe.index(f"{answer.no} {answer.id}", "bpjs_withdrawn")
    changed = {"state": WITHDRAWN, "fingerprint": other, "findings": []}
    Answer.update(changed).where(Answer.id == answer.id).execute()
