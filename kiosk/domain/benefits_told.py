"""The same benefits as they are said once something has happened: whatever was not in force on that day is not mended
by paying today, and of somebody who has died nothing is still to come."""

from dataclasses import replace

from kiosk.domain import benefit_words as words
from kiosk.domain.benefits import Benefit, Benefits
from kiosk.domain.findings import Finding, info

_NONE_AT_ACCIDENT = {
    "arrears": words.ARREARS_AT_ACCIDENT,
    "ended": words.ENDED_AT_ACCIDENT,
    "not_yet": words.NOT_YET_AT_ACCIDENT,
}
_NONE_AT_DEATH = {
    "arrears": words.ARREARS_AT_DEATH,
    "ended": words.ENDED_AT_DEATH,
    "not_yet": words.NOT_YET_AT_DEATH,
}
_AT_DEATH = {"short_death": words.SHORT_AT_DEATH, "no_scholarship": words.NO_SCHOOL_AT_DEATH}


def after_accident(benefits: Benefits) -> Benefits:
    """Said of the day of an accident that is over."""
    return replace(benefits, why_none=_said_as(benefits.why_none, _NONE_AT_ACCIDENT))


def for_heirs(benefits: Benefits) -> Benefits:
    """Said of somebody who has died: nothing can be paid any more, and nothing begins later."""
    return replace(
        benefits,
        why_none=_said_as(benefits.why_none, _NONE_AT_DEATH),
        death=tuple(_at_death(one) for one in benefits.death),
    )


def outside_work(*, died: bool) -> Finding:
    """JKK covers work and the way there and back alone (DOMAIN 1.7); whether this was one BPJS decides. After a death
    the heirs have JKM in any case."""
    return info("outside_work", words.DEATH_OUTSIDE_WORK if died else words.OUTSIDE_WORK)


def _said_as(why: Finding | None, sentences: dict[str, str]) -> Finding | None:
    return replace(why, message=sentences[why.code]) if why and why.code in sentences else why


def _at_death(benefit: Benefit) -> Benefit:
    if benefit.code not in _AT_DEATH:
        return benefit
    return replace(benefit, said=replace(benefit.said, message=_AT_DEATH[benefit.code]))
