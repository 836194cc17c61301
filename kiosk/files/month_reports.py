"""The monthly evaluation on paper, A4, for the mayor: figures with their pictures and in plain sentences, what has been
corrected since, and how each figure is counted. No names of workers, no NIK."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.figure_kinds import KINDS as FIGURE_KINDS
from kiosk.domain.figure_kinds import PERCENT, UCJ_TARGET, said
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.month_report_corrections import RUPIAH, Correction
from kiosk.domain.month_report_notes import MADE, NOTES
from kiosk.domain.month_reports import Figures
from kiosk.domain.words import number, rupiah, signed
from kiosk.files import month_report_pictures, month_report_sentences
from kiosk.files.documents import markup_of, pdf_from_markup


@dataclass(frozen=True)
class MonthPaper:
    """`made_at` is local; a running month has no `sha256` and nothing corrected. `day` is the one it is read on."""

    figures: Figures
    made_at: datetime
    day: date
    owner: str
    branch: str
    sha256: str = ""
    corrections: Sequence[Correction] = ()

    @property
    def running(self) -> bool:
        return not self.sha256


@dataclass(frozen=True)
class CorrectionLine:
    """In finished words."""

    what: str
    frozen: str
    now: str
    difference: str
    why: str


def month_report_pdf(paper: MonthPaper) -> bytes:
    markup = markup_of(
        "month_report.html",
        paper=paper,
        figures=paper.figures,
        pictures=month_report_pictures,
        sentences=month_report_sentences,
        kinds=KINDS,
        notes=NOTES,
        of_day=MADE,
        corrected_count=month_report_sentences.corrected(paper.corrections),
        corrected=[_corrected(one) for one in paper.corrections],
        sources=_sources(paper.figures),
        percent=lambda hundredths: said(UCJ_TARGET, hundredths),
    )
    return pdf_from_markup(markup, tagged=True)


def _corrected(one: Correction) -> CorrectionLine:
    words = rupiah if one.unit == RUPIAH else number
    plus = _signed_rupiah if one.unit == RUPIAH else signed
    return CorrectionLine(
        what=one.words % one.params if one.params else one.words,
        frozen="–" if one.frozen is None else words(one.frozen),
        now="–" if one.now is None else words(one.now),
        difference="–" if one.difference is None else plus(one.difference),
        why=one.why,
    )


def _signed_rupiah(amount: int) -> str:
    return f"{'+' if amount > 0 else '−' if amount < 0 else ''}{rupiah(abs(amount))}"


def _sources(figures: Figures) -> list[tuple[str, str, date]]:
    """(figures with their values, source, day), one for each source and day."""
    found: dict[tuple[str, date], list[str]] = {}
    for one in figures.target.said:
        if kind := FIGURE_KINDS.get(one.key):
            title = kind.title + (f" {one.for_year}" if one.for_year else "")
            value = said(one.key, one.value) + (
                month_report_sentences.PERCENT if kind.unit == PERCENT else ""
            )
            found.setdefault((one.source, one.as_of), []).append(f"{title}: {value}")
    return [("; ".join(values), source, day) for (source, day), values in found.items()]
