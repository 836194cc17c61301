"""The finished files of a print run: which there are, and one of them to open."""

from dataclasses import dataclass

from db.models import Card, PrintedCard, PrintPart, PrintRun, Worker
from kiosk.domain.words import N_
from kiosk.services import print_parts, safe, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.print_run_lookup import ANSWERED, GOOD, part_of_place, places_of_part, run_seen_by

OUTDATED = N_(
    "%(count)s kartu dalam berkas ini tidak berlaku lagi, maka berkasnya tidak dibuka. Di halaman cetakannya tekan "
    "Buat ulang berkas: yang tidak berlaku tidak ikut, berkas lain tetap seperti adanya."
)
THROWN_AWAY = N_("Berkas kartu ini sudah dihapus setelah hasil cetaknya dicatat.")


class FileGone(NotThere):
    """The run is answered; `message` says that its files were thrown away."""

    message = THROWN_AWAY


@dataclass(frozen=True)
class RunPart:
    """One file of a run, where it lies sealed, and the places in it; `outdated` of its cards are void or their owner is
    held back, `handed` of them were handed over already, so it has been printed."""

    number: int
    path: str
    first: int
    last: int
    outdated: int = 0
    handed: int = 0

    @property
    def may_be_remade(self) -> bool:
        return bool(self.outdated and not self.handed)


def parts_of(run: PrintRun) -> list[RunPart]:
    """Those that are finished, in three queries; none once the run is answered, none for a file without a card."""
    if run.state in ANSWERED:
        return []
    rows = PrintPart.select().where(PrintPart.run == run, PrintPart.path != "").order_by(PrintPart.number)
    outdated = [part_of_place(run, place) for place in _outdated_places(run)]
    handed = [part_of_place(run, place) for place in _handed_places(run)] if outdated else []
    return [_part(run, row, outdated.count(row.number), handed.count(row.number)) for row in rows]


def _part(run: PrintRun, row: PrintPart, outdated: int, handed: int) -> RunPart:
    first, _last = places_of_part(run, row.number)
    return RunPart(row.number, row.path, first, first + row.cards - 1, outdated, handed)


def part_pdf(*, no: str, by: Actor, number: int | None = None) -> bytes:
    """A finished file of a run, by default the first. Raises NotThere while it is not ready, FileGone once the run is
    answered, NotAllowed, Refused while a card in it is void or a person in it is held back: that paper would claim
    what is no longer so."""
    run = run_seen_by(by, no)
    if run.state in ANSWERED:
        raise FileGone
    part = next((part for part in parts_of(run) if number in (None, part.number)), None)
    if part is None:
        raise NotThere
    if part.outdated:
        raise Refused(OUTDATED, count=part.outdated)
    return safe.file_content(part.path, print_parts.FILE)


def _handed_places(run: PrintRun) -> list[int]:
    places = PrintedCard.select(PrintedCard.place).where(PrintedCard.run == run, PrintedCard.outcome == GOOD)
    return [place for (place,) in places.tuples()]


def _outdated_places(run: PrintRun) -> list[int]:
    places = PrintedCard.select(PrintedCard.place).join(Card).join(Worker)
    not_so = Card.void_at.is_null(False) | ~standing.is_free()
    printed = PrintedCard.place <= run.cards_total
    return [place for (place,) in places.where(PrintedCard.run == run, printed, not_so).tuples()]
