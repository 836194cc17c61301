"""The list of a batch that its people sign, in parts that a printer and a clipboard can hold."""

from db.models import Batch, BatchRow, Kelurahan, Worker
from kiosk.domain.clock import today
from kiosk.files.signed_lists import SignedList, signed_list_pdf
from kiosk.services import consents, handover_consents, places, settings, standing
from kiosk.services.acting import Actor
from kiosk.services.batches import batch_seen_by
from kiosk.services.portions import in_chunks

LINES_IN_PART = 500


def list_pdf(*, no: str, part: int = 1, by: Actor) -> bytes:
    """One part, counted from 1, by kelurahan and name; the last for a number beyond. Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    asked = asked_in(batch)
    part = max(1, min(part, parts_for(len(asked))))
    begin = (part - 1) * LINES_IN_PART
    words = consents.words_on(today())
    sheet = SignedList(
        company=batch.company.name,
        batch=f"{batch.name} ({batch.no})",
        which=f"bagian {part} dari {parts_for(len(asked))}" if len(asked) > LINES_IN_PART else "",
        rows=_lines(asked[begin : begin + LINES_IN_PART], begin),
        left_out=_ready(batch).count() - len(asked),
        consent=words.text,
        consent_version=words.version,
        printed_on=today(),
        owner=settings.setting("programme_owner"),
    )
    return signed_list_pdf(sheet)


def asked_in(batch: Batch) -> list[int]:
    """The ids of those the company listed who have not consented themselves, by kelurahan and name. Whom it took on
    from the waiting list it does not meet: they are asked at the hand-over."""
    rows = (
        _asked(batch)
        .select(BatchRow.worker)
        .left_outer_join(Kelurahan, on=(Worker.kelurahan == Kelurahan.code))
        .order_by(Kelurahan.name.is_null(), Kelurahan.name, Worker.name, Worker.id)
    )
    return [worker_id for (worker_id,) in rows.tuples()]


def count_asked(batch: Batch) -> int:
    """How many asked_in finds."""
    return _asked(batch).count()


def asks_somebody(batch: Batch) -> bool:
    """Whether asked_in finds anybody."""
    return _asked(batch).exists()


def parts_for(count: int) -> int:
    return max(1, -(-count // LINES_IN_PART))


def _ready(batch: Batch):
    return BatchRow.select().join(Worker).where(BatchRow.batch == batch, BatchRow.state == "ready")


def _asked(batch: Batch):
    return _ready(batch).where(~BatchRow.picked, standing.is_free(), handover_consents.is_still_to_ask())


def _lines(worker_ids: list[int], before: int) -> list[tuple[int, str, str, str]]:
    people: dict[int, Worker] = {}
    for chunk in in_chunks(worker_ids, LINES_IN_PART):
        people |= {one.id: one for one in Worker.select().where(Worker.id.in_(chunk))}
    return [_line(number, people[one]) for number, one in enumerate(worker_ids, start=before + 1)]


def _line(number: int, person: Worker) -> tuple[int, str, str, str]:
    area = places.area_name(person.kelurahan_id, person.home_regency)
    return number, person.name, person.reg_no, area
