"""Who signs up under a NIP that others claim too. Papers decide whose it is; as soon as a department has, the claims of
the others that nobody has signed for end, so that they keep no worker from anybody."""

from collections.abc import Collection
from datetime import datetime

from db.connection import writing
from db.models import Donor, Pledge, SignUp, User
from kiosk.domain import pledges as reasons
from kiosk.services import pledges, releases, safe
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import hold_people
from kiosk.services.donor_own import is_proved

NIP = "sign_up.nip"  # what a hash is of


def nip_hash_of(nip: str) -> bytes | None:
    """By which a link is found that somebody was sent, or handed, for this NIP."""
    return safe.index(nip, NIP)


def let_rivals_go(donor: Donor) -> int:
    """In a transaction of its own, after the one in which `donor` was verified or came in by the department's link:
    what other unverified donors of this NIP have reserved and nothing is signed for waits again, and their links that
    nobody has used open nothing any more. Who is verified, and what was signed, stays. Answers with how many
    reservations ended; the second time nothing is left to do."""
    with writing():
        SignUp.update(link_hash=None).where(
            SignUp.nip_hash == nip_hash_of(donor.nip), SignUp.used_at.is_null()
        ).execute()
        hold_people([one.worker_id for one in _reserved_by_rivals(donor)])
        theirs = list(_reserved_by_rivals(donor))  # one may have been signed for a moment ago
        if theirs:
            pledges.end(theirs, why=reasons.OTHER_ACCOUNT, release_why=releases.REVOKED, by=SYSTEM)
    return len(theirs)


def known_since(nips: Collection[str]) -> dict[str, datetime]:
    """By NIP since when (naive UTC) it has an account that a department knows of: handed its link, or verified. One
    query. For whose roster holds these NIPs."""
    rows = _accounts_of(nips).where(is_proved())
    return dict(rows.order_by(Donor.created_at.desc()).tuples())


def claimed(nips: Collection[str]) -> set[str]:
    """Those of these NIPs under which somebody has made an account that no department knows of. One query."""
    return {nip for nip, _since in _accounts_of(nips).where(~is_proved()).tuples()}


def _accounts_of(nips: Collection[str]):
    rows = Donor.select(Donor.nip, Donor.created_at).join(User)
    return rows.where(Donor.nip.in_(list(nips)), User.active)


def _reserved_by_rivals(donor: Donor):
    rows = Pledge.select().join(Donor).where(Donor.nip == donor.nip, Donor.id != donor.id)
    unverified = rows.where(Donor.verified_at.is_null())
    return unverified.where(Pledge.mandate.is_null(), Pledge.ended_at.is_null()).order_by(Pledge.id)
