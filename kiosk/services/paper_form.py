"""The enrolment form on paper, for when the power is out: filled by hand, copied into Payung afterwards."""

from collections.abc import Callable
from datetime import date

from db.models import Company, Worker
from kiosk.domain.clock import local, today
from kiosk.files.documents import render_pdf
from kiosk.files.numbered_sheets import numbered
from kiosk.services import consents, settings
from kiosk.services.acting import Actor
from kiosk.services.numbers import fresh_number

MOST_SHEETS = 50


def blank_sheets(*, sheets: int, by: Actor, language: str, translate: Callable[[str], str] = str) -> bytes:
    """A PDF of 1 to MOST_SHEETS sheets of A4, each with a number that the note on the consent can name."""
    numbers = [fresh_number("F") for _ in range(min(max(sheets, 1), MOST_SHEETS))]
    sheet = render_pdf(
        "enrolment_form.html",
        language,
        translate,
        consent_text=consents.words_on(today()).text,  # what is agreed to is the Indonesian
        place=_place(by),
        owner=settings.setting("programme_owner"),
    )
    return numbered(sheet, render_pdf("enrolment_numbers.html", language, translate, numbers=numbers))


def copied_on(worker: Worker) -> date | None:
    """The day a paper form was copied on; None for who was enrolled on the spot."""
    day = local(worker.enrolled_at).date()
    return day if day > worker.enrolled_on else None


def _place(by: Actor) -> str:
    """The post or company whose forms these are; empty where it is written in by hand."""
    if by.post:
        return by.post.name
    return Company.get_by_id(by.company_id).name if by.company_id else ""
