"""Which people of the evaluation a list is narrowed to, as its address says: `?tahap=`, `?langkah=`, `?lama=`,
`?putus=` and one of `?pos=`, `?perusahaan=`, `?opd=` with an id, or `tanpa`."""

from collections.abc import Mapping

from flask_babel import gettext as _

from kiosk.domain.evaluation import HELD_WORDS, LAPSED, STAGES, STEPS, STUCK, UNFUNDED, WAITED_WORDS
from kiosk.services.evaluation_counting import COMPANY, OPD, POST
from kiosk.services.evaluation_lists import NONE, WITHOUT, Wish
from kiosk.web.list_filters import ListFilters, filled, with_filters

PATH, PEOPLE = "/cakupan/evaluasi", "/cakupan/evaluasi/orang"
STAGE_NAMES = {"belum-didanai": UNFUNDED, "belum-berlaku": STUCK, "putus": LAPSED}
STAGE_ADDRESS = {stage: name for name, stage in STAGE_NAMES.items()}
WHOSE = {"pos": POST, "perusahaan": COMPANY, "opd": OPD}
WHOSE_NAMES = {by: name for name, by in WHOSE.items()}
MOST_DIGITS = 9


class EvaluationFilters:
    """`chosen` as in the address, `wish` for the service, `unknown`: what was left out."""

    def __init__(self, fields: Mapping[str, str] | None = None):
        filters = ListFilters(fields)
        stage = filters.one_of("tahap", STAGE_NAMES) or "belum-didanai"
        self.stage = STAGE_NAMES[stage]
        self.chosen = {
            "tahap": stage,
            "langkah": filters.one_of("langkah", STEPS[self.stage]),
            "lama": filters.one_of("lama", WAITED_WORDS),
            "putus": filters.one_of("putus", HELD_WORDS if self.stage == LAPSED else ()),
            **_whose(filters),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> Wish:
        whose = next((name for name in WHOSE if self.chosen[name]), "")
        return Wish(
            stage=self.stage,
            step=self.chosen["langkah"],
            bucket=self.chosen["lama"],
            held=self.chosen["putus"],
            by=WHOSE.get(whose, ""),
            code=self.chosen[whose] if whose else "",
        )

    def said(self) -> list[str]:
        """The narrower filters in words, but for a name."""
        wish = self.wish
        parts = (
            STEPS[self.stage].get(self.chosen["langkah"]),
            WAITED_WORDS.get(self.chosen["lama"]),
            HELD_WORDS.get(self.chosen["putus"]),
            WITHOUT[wish.by] if wish.code == NONE else None,
        )
        return [_(part) for part in parts if part]

    @property
    def title(self) -> str:
        return STAGES[self.stage]

    @property
    def here(self) -> str:
        return with_filters(PEOPLE, self.chosen)

    @property
    def whole(self) -> str:
        """The list of the stage alone."""
        return with_filters(PEOPLE, {"tahap": self.chosen["tahap"]})

    @property
    def fields(self) -> dict[str, str]:
        return filled(self.chosen)


def people(stage: str, **narrower: str) -> str:
    """The address of the list behind a number."""
    return with_filters(PEOPLE, {"tahap": STAGE_ADDRESS[stage], **narrower})


def people_of(stage: str, by: str, code: str) -> str:
    """The same of one post, company or department."""
    return people(stage, **{WHOSE_NAMES[by]: code or NONE})


def _whose(filters: ListFilters) -> dict[str, str]:
    """One of them at a time; a second is left out."""
    chosen = dict.fromkeys(WHOSE, "")
    for name in WHOSE:
        value = filters.fields.get(name, "")
        if value and (any(chosen.values()) or not _is_code(value)):
            filters.unknown.append(name)
        elif value:
            chosen[name] = value if value == NONE else str(int(value))
    return chosen


def _is_code(value: str) -> bool:
    return value == NONE or (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS)
