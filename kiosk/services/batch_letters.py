"""What a company is told by letter of its batches: places that went to somebody else, people taken out by the city, a
batch taken back. Numbers and no names; one letter a day for each batch and kind of news."""

from peewee import fn

from db.models import Batch, BatchRow, Commitment, CoverageMonth, Funder
from kiosk.domain.clock import start_of, today, utc_now
from kiosk.domain.words import long_date, number
from kiosk.services import messages, releases
from kiosk.services.batch_places import READY
from kiosk.services.message_texts import AUTOMATIC
from kiosk.services.messages import RELEASED, TO_FUNDER, link, write_anew, write_letter
from kiosk.services.notice_readers import readers_of
from kiosk.services.notices import GATHERED_WITHIN


def replaced(batch: Batch) -> None:
    """In the transaction that replaced somebody: how many were today."""
    people, months = _let_go(batch, releases.REPLACED)
    _write(
        batch,
        releases.REPLACED,
        f"Payung: {number(people)} tempat dalam batch {batch.no} dilanjutkan orang lain",
        f"Pada {long_date(today())}, {number(people)} pekerja dalam batch {batch.no} diganti, dan {number(months)} "
        "bulan mereka dilepas. Uangnya membayar bulan penggantinya; kurang atau lebihnya ada pada tagihan terbaru.",
    )


def withdrawn(batch: Batch) -> None:
    """In the transaction that ends the withdrawal."""
    people, months = _let_go(batch, releases.BATCH_WITHDRAWN)
    _write(
        batch,
        releases.BATCH_WITHDRAWN,
        f"Payung: batch {batch.no} dibatalkan",
        f"Pada {long_date(today())} batch {batch.no} dibatalkan. {number(months)} bulan dari {number(people)} pekerja "
        "dilepas; pekerjanya menunggu penanggung lagi. Bulan yang sudah dibayar tetap berlaku sampai habis.",
    )


def revoked(batch: Batch) -> None:
    """In the transaction in which somebody who is not of the company took a person out of it, or brought one back: how
    many are out of it today. A letter that waits is not sent once nobody is."""
    people = _out_of(batch)
    if not people:
        return messages.take_back(_key(batch, releases.REVOKED))
    _write(
        batch,
        releases.REVOKED,
        f"Payung: {number(people)} pekerja dicabut dari batch {batch.no}",
        f"Pada {long_date(today())}, {number(people)} pekerja dicabut dari batch {batch.no} sebelum ditagih. "
        "Pekerjanya menunggu penanggung lagi, dan tidak ikut dalam tagihan. Alasannya tertulis di baris yang dicabut; "
        "di sana mereka juga dapat dikembalikan, selama bulannya belum diambil penanggung lain.",
    )


def _out_of(batch: Batch) -> int:
    """People who were taken out of the batch today and are not in it now."""
    in_it = BatchRow.select().where(
        BatchRow.batch == batch, BatchRow.worker == CoverageMonth.worker, BatchRow.state == READY
    )
    rows = CoverageMonth.select(fn.COUNT(CoverageMonth.worker.distinct())).join(Commitment)
    return rows.where(_gone_today(batch, releases.REVOKED), ~fn.EXISTS(in_it)).scalar()


def _let_go(batch: Batch, why: str) -> tuple[int, int]:
    """People and months of the batch let go today for this reason."""
    counted = CoverageMonth.select(fn.COUNT(CoverageMonth.worker.distinct()), fn.COUNT(CoverageMonth.id))
    return counted.join(Commitment).where(_gone_today(batch, why)).tuples().get()


def _gone_today(batch: Batch, why: str):
    """The condition on months and their commitments."""
    let_go = (CoverageMonth.released_why == why) & (CoverageMonth.released_at >= start_of(today()))
    return let_go & (Commitment.batch == batch)


def _write(batch: Batch, news: str, subject: str, text: str) -> None:
    funder = Funder.get_by_id(batch.company.funder_id)
    addresses = readers_of(funder)
    if not addresses:
        return
    where = f"Lihat setelah masuk:\n{link(f'/batch/{batch.no}')}"
    letter = {
        "key": _key(batch, news),
        "subject": subject,
        "text": "\n\n".join((text, where, AUTOMATIC)),
        "addresses": addresses,
        "at": utc_now() + GATHERED_WITHIN,
    }
    if not write_letter(kind=RELEASED, to_kind=TO_FUNDER, funder=funder.id, batch=batch.id, **letter):
        write_anew(**letter)


def _key(batch: Batch, news: str) -> str:
    return f"{RELEASED}:{batch.id}:{news}:{today()}"
