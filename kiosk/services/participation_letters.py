"""The letter to a department's secretary: how many have joined, and what is asked of the department."""

from kiosk.domain.participation import Figures
from kiosk.files.participation_letters import ParticipationLetter, participation_letter_pdf
from kiosk.files.participation_reports import StaffLine
from kiosk.services import messages, participation, participation_staff
from kiosk.services.acting import Actor, NotThere
from kiosk.services.participation import Overview
from kiosk.services.participation_reports import lines_of, making, named, roster_on
from kiosk.services.participation_staff import Wish

MOST_NAMES = 100  # three pages; made within the request, while others wait
MOST_UNITS = 30
TO_SECRETARY, TO_HEAD = "Sekretaris {}", "Pimpinan {}"


def letter_pdf(*, code: str, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed."""
    found = participation.overview(code=code, by=by)
    if found is None or found.place.is_city:
        raise NotThere
    return participation_letter_pdf(_letter(found, by))


def _letter(found: Overview, by: Actor) -> ParticipationLetter:
    place, made = found.place, making(by)
    units = lines_of(found.known)
    to = TO_HEAD if place.above else TO_SECRETARY
    return ParticipationLetter(
        name=place.name,
        to=to.format(place.name),
        total=found.total,
        units=units[:MOST_UNITS],
        other_units=len(units[MOST_UNITS:]),
        others=sum((one.figures for one in units[MOST_UNITS:]), Figures()),
        not_joined=_names(found),
        outside=found.outside,
        roster_on=roster_on(place),
        link=messages.link("/asn"),
        place=made.city.removeprefix("Kota ").removeprefix("Kabupaten "),
        made=made,
    )


def _names(found: Overview) -> list[StaffLine]:
    if found.total.not_joined > MOST_NAMES:
        return []
    wish = Wish(joined=False)
    return [named(one) for one in participation_staff.all_staff(place=found.place, wish=wish)]
