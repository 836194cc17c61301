"""What is known of whoever a line of BPJS's answer means: what was asked for them, what was answered before. And what
then becomes of that line."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.findings import Finding

ASKED = "asked"


@dataclass(frozen=True)
class Line:
    """A line of a submission as it is known: `state` asked, accepted or rejected, `is_sent` whether it has left the
    house, `sent_on` on which day, `kpj` the keyed hash of the number that BPJS named in its answer."""

    id: int
    submission_id: int
    submission_no: str
    is_sent: bool
    funder_id: int
    first_month: date
    last_month: date
    state: str
    effective_on: date | None = None
    kpj: bytes | None = None
    sent_on: date | None = None


@dataclass(frozen=True)
class Meant:
    """Whoever a line's NIK means, with all lines of theirs that were not dropped. `kpj` is the keyed hash of the number
    that the line names, `kpj_of` the registration number of somebody else who has it, `asked_from` the day from which a
    letter has asked that the membership counts (DOMAIN 1.5), `in_force` the hash of the number in force where it is one
    that BPJS has named; whoever `continues` has been a member before, and may have been so for years."""

    name: str
    lines: tuple[Line, ...] = ()
    kpj: bytes | None = None
    kpj_of: str = ""
    asked_from: date | None = None
    in_force: bytes | None = None
    continues: bool = False


@dataclass(frozen=True)
class Fate:
    """`outcome` as in domain/bpjs_outcomes; `line` that of the submission it is about, where there is one.
    `is_numbered`: the number is named for a membership that was confirmed without one."""

    outcome: str
    line: Line | None = None
    more: tuple[Finding, ...] = ()
    is_numbered: bool = False
