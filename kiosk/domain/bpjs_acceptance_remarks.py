"""What is remarked of an acceptance that counts all the same: a day before anybody was asked for, no day, no KPJ."""

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Line
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_

BEFORE_SENT, NO_DAY, NO_KPJ = "before_sent", "day_not_named", "kpj_not_named"
# How the lines of a file with such a remark are called together.
LISTED = {
    BEFORE_SENT: N_("Mulainya lebih awal daripada hari diserahkan"),
    NO_DAY: N_("BPJS tidak menyebut hari mulainya"),
    NO_KPJ: N_("BPJS tidak menyebut KPJ-nya"),
}
EARLY_DAY = N_(
    "Hari mulainya, %(day_on)s, lebih awal daripada hari diserahkan (%(sent_on)s): periksa tanggalnya. Bila keliru, "
    "catat pembetulan BPJS."
)
DAY_OF_FILE = N_("BPJS tidak menyebut hari; dipakai hari berkas ini datang, %(came_on)s.")
KPJ_MISSING = N_("BPJS tidak menyebut KPJ, dan orang ini belum punya. Mintalah nomornya kepada BPJS.")
MANY = {
    BEFORE_SENT: N_(
        "%(count)s orang diterima mulai hari yang lebih awal daripada hari diserahkan. Periksa tanggalnya: mungkin "
        "hari dan bulannya tertukar."
    ),
    NO_DAY: N_("%(count)s orang diterima tanpa hari mulai: dipakai hari berkas ini datang."),
    NO_KPJ: N_("%(count)s orang diterima tanpa KPJ, dan belum punya. Mintalah nomornya kepada BPJS."),
}


def acceptance_remarks(row: CheckedAnswer, line: Line, *, came_on, has_kpj: bool) -> tuple[Finding, ...]:
    """Of a `row` by which `line` is accepted. `came_on` is the day that counts where it names none; `has_kpj`: the
    person had a number before."""
    found = []
    if row.effective_on is None:
        found.append(warn(NO_DAY, DAY_OF_FILE, came_on=came_on))
    elif line.sent_on and row.effective_on < line.sent_on:
        found.append(warn(BEFORE_SENT, EARLY_DAY, day_on=row.effective_on, sent_on=line.sent_on))
    if not (row.kpj or has_kpj):
        found.append(warn(NO_KPJ, KPJ_MISSING))
    return tuple(found)


def remarked_in_all(counts: dict[str, int]) -> list[Finding]:
    """The same of a whole file: code → how many lines."""
    return [warn(code, MANY[code], count=counts[code]) for code in LISTED if counts.get(code)]
