"""A file of a run that is shut, because somebody in it may not be printed for any more, made anew without them."""

from db.connection import held, writing
from db.models import PrintPart, PrintRun
from kiosk.domain.words import N_
from kiosk.services import access, audit, print_parts, queue, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.print_run_files import RunPart, parts_of
from kiosk.services.print_run_lookup import ASKED, MAY_PRINT, READY, run_seen_by
from kiosk.services.print_runs import PRINTED_AT_ONCE

HANDED_OVER = N_(
    "Sebagian kartu berkas ini sudah diserahkan, maka berkasnya sudah dicetak dan tidak dibuat ulang. Catat hasilnya: "
    "Semua tercetak baik atau Sebagian gagal."
)


def make_anew(*, no: str, number: int, by: Actor) -> None:
    """Make this file of the run again without those who are void or held back; the other files and their places stay
    as they are. Nothing happens where it is not shut, or no longer.

    Raises NotThere, NotAllowed, Refused once a card in it was handed over: the others would come a second time."""
    access.require(by.role in MAY_PRINT)
    run = run_seen_by(by, no)
    with writing():
        run = held(PrintRun.select().where(PrintRun.id == run.id)).get()
        if run.state != READY:
            return
        part = _part(run, number)
        if not part.outdated:
            return
        if part.handed:
            raise Refused(HANDED_OVER)
        PrintPart.delete().where(PrintPart.run == run, PrintPart.number == number).execute()
        _ask_again(run, by)
        facts = {"berkas": number, "kartu": part.outdated}
        audit.record("kartu.berkas_dibuat_ulang", by=by, kind="cetakan", subject=no, **facts)
    safe.remove_file(part.path)  # only now: had anything failed, the run would still lead to it
    print_parts.render_if_small(no, PRINTED_AT_ONCE)


def _part(run: PrintRun, number: int) -> RunPart:
    for part in parts_of(run):
        if part.number == number:
            return part
    raise NotThere


def _ask_again(run: PrintRun, by: Actor) -> None:
    """Back to where it was before this file was made; what the page says of people left out stays."""
    left_out = run.job.arguments.get("left_out", {}) if run.job else {}
    here = run.cards_total <= PRINTED_AT_ONCE
    total = run.cards_total
    run.job = queue.ask(print_parts.JOB, by=by, total=total, run_here=here, run=run.no, left_out=left_out)
    run.state = ASKED
    run.save(only=[PrintRun.job, PrintRun.state])
