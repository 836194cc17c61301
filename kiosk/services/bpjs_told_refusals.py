"""When an answer that somebody was told is not noted, in words that fit no file."""

from datetime import date

from db.models import SubmissionLine
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate
from kiosk.domain.bpjs_outcomes import ACCEPTED, REJECTED
from kiosk.domain.clock import add_months
from kiosk.domain.words import N_, long_date
from kiosk.services.acting import Refused
from kiosk.services.bpjs_continued import members_among
from kiosk.services.bpjs_corrections import MONTHS_BEFORE, TOO_EARLY, WrongDay
from kiosk.services.bpjs_dropped_lines import ASKED, DROPPED

__all__ = [
    "AnsweredMeanwhile",
    "WrongDay",
    "WrongKpj",
    "require_not_too_early",
    "require_open",
    "require_usable",
]

NOT_SENT = N_("Pengajuan %(no)s belum dicatat terkirim. Catat dulu pengirimannya, lalu catat jawabannya.")
ANSWERED = N_(
    "Jawaban BPJS atas orang ini dalam pengajuan %(no)s sudah tercatat, maka tidak ada yang dicatat lagi."
)
TAKEN_OUT = N_("Orang ini sudah tidak diajukan dalam pengajuan %(no)s, maka tidak ada jawaban yang dicatat.")
NOT_YET = N_("Hari %(day)s belum tiba. Catat jawaban ini mulai hari itu.")
KPJ_OF_ANOTHER = N_(
    "KPJ ini sudah tercatat untuk orang lain, %(reg_no)s. Tanyakan kepada BPJS nomor mana yang benar."
)


class WrongKpj(Refused):
    """Stands beside the field of the number."""


class AnsweredMeanwhile(Refused):
    """Nobody waits for this answer any more."""


def require_open(line: SubmissionLine) -> None:
    """Raises AnsweredMeanwhile, Refused where the submission was not sent."""
    no = line.submission.no
    if line.state != ASKED:
        raise AnsweredMeanwhile(TAKEN_OUT if line.state == DROPPED else ANSWERED, no=no)
    if line.submission.sent_on is None:
        raise Refused(NOT_SENT, no=no)


def require_not_too_early(line: SubmissionLine, day: date | None) -> None:
    """As where BPJS corrects the day; whoever is a member already may have been one for years. Raises WrongDay."""
    is_long_ago = day and day < add_months(line.first_month, -MONTHS_BEFORE)
    if is_long_ago and not members_among([line.worker]):
        raise WrongDay(TOO_EARLY, day=long_date(day))


def require_usable(line: SubmissionLine, row: CheckedAnswer, fate: Fate) -> None:
    """`fate` is what a file's line would come to. Raises WrongDay, WrongKpj, AnsweredMeanwhile."""
    if fate.outcome in (ACCEPTED, REJECTED) and fate.line.id == line.id:
        return
    said = {finding.code: finding.params for finding in fate.more}
    if "day_ahead" in said:
        raise WrongDay(NOT_YET, day=long_date(row.effective_on))
    if "kpj_of_another" in said:
        raise WrongKpj(KPJ_OF_ANOTHER, **dict(said["kpj_of_another"]))
    raise AnsweredMeanwhile(ANSWERED, no=line.submission.no)
