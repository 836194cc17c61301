"""What the family takes home after an accident or a death was reported. Making it changes nothing."""

from datetime import datetime

from db.models import Claim, ClaimPaper, Post
from kiosk.domain import claims, heirs
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_, clock_time, long_date, weekday_date
from kiosk.files.claim_leaflets import ClaimLeaflet, Place, claim_leaflet_pdf
from kiosk.services import claim_papers, facilities, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.claim_lookup import claim_seen_by
from kiosk.services.claim_pages import clock_shown, estimate_of

MOST_FACILITIES = 6

CLOSED = N_("Laporan ini ditutup karena keliru, maka tidak ada lembar untuk keluarganya.")


def leaflet_pdf(*, no: str, by: Actor) -> bytes:
    """Raises NotThere, NotAllowed, Refused for a claim that is closed as wrong."""
    claim = claim_seen_by(by, no)
    if claim.state == claims.CLOSED_WRONG:
        raise Refused(CLOSED)
    return claim_leaflet_pdf(leaflet_of(claim))


def leaflet_of(claim: Claim) -> ClaimLeaflet:
    """Of a claim that the caller has let somebody see, with its person."""
    estimate, clock = estimate_of(claim), clock_shown(claim)
    none, outside = estimate.benefits.why_none, estimate.outside_work
    is_death = claim.kind in claims.DEATHS
    needed = claim_papers.needed_for(claim.kind)
    return ClaimLeaflet(
        claim_no=claim.no,
        name=claim.worker.name,
        reg_no=claim.worker.reg_no,
        is_accident=claim.kind in claims.ON_THE_CLOCK,
        is_death=is_death,
        happened=long_date(claim.died_on if is_death and claim.died_on else claim.happened_on),
        deadline=_deadline(clock.deadline) if clock and not claim.bpjs_told_at else "",
        is_late=bool(clock) and clock.code == "passed",
        days=settings.whole("report_hours_after_accident", on=claim.happened_on) // 24,
        told=_moment(claim.bpjs_told_at) if claim.bpjs_told_at else "",
        papers=[paper.name for paper in needed],
        more_papers=[f"{paper.name}, {_when(paper)}" for paper in claim_papers.more_for(claim.kind)],
        benefits=[line.said.sentence() for line in estimate.lines],
        why_none=none.sentence() if none else "",
        outside_work=outside.sentence() if outside else "",
        heirs=heirs.ORDER if is_death else "",
        places=_places(claim),
        facilities=_facilities() if claim.kind == claims.ACCIDENT else [],
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
        made_on=today(),
    )


def _places(claim: Claim) -> list[Place]:
    """The post where it was reported, else whose programme it is; then the branch."""
    post = Post.get_or_none(Post.id == claim.post_id) if claim.post_id else None
    own = Place(post.name, post.address) if post else Place(settings.setting("programme_owner"))
    return [own, Place(settings.setting("bpjs_branch"))]


def _facilities() -> list[Place]:
    """Those of the own town; whether they still treat is asked by telephone."""
    city = settings.setting("city_name")
    listed = [line for line in facilities.current() if line.city == city]
    return [Place(line.name, line.address, line.phone) for line in listed[:MOST_FACILITIES]]


def _when(paper: ClaimPaper) -> str:
    """The first sentence of its hint, as it goes on behind the name."""
    first = paper.hint.partition(". ")[0].rstrip(".")
    return f"{first[:1].lower()}{first[1:]}"


def _deadline(at: datetime) -> str:
    """A midnight by the day that it ends: nobody misreads 00.00."""
    ended = claims.ends_a_day(at)
    if ended is None:
        return f"{weekday_date(local(at).date())} pukul {clock_time(local(at))} WIB"
    return f"{weekday_date(ended)}, tengah malam (pukul 24.00 WIB)"


def _moment(at: datetime) -> str:
    there = local(at)
    return f"{long_date(there.date())} pukul {clock_time(there)} WIB"
