"""Somebody else pays for a month of a donor's worker: the donor keeps the worker for the months after it, or gives way
and takes on somebody else in that place.

Order of holding: donor, mandate → people → months."""

from db.connection import held
from db.models import Donor, Mandate, Pledge, Worker
from kiosk.domain.pledges import FUNDED
from kiosk.domain.words import N_
from kiosk.services import audit, donor_skips, pledges, releases
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.pledge_taking import press

NOT_FUNDED = N_(
    "Orang ini tidak sedang ditanggung pihak lain, maka tetap menjadi pekerja asuh Anda. Untuk berhenti menanggungnya, "
    "cabut surat kuasanya."
)


def place_of(*, pledge_id: int, donor: Donor) -> Pledge:
    """With worker and mandate. Raises NotThere for anybody else's or one without a mandate, Refused where it is not
    funded by somebody else."""
    rows = Pledge.select(Pledge, Worker, Mandate).join(Worker).switch(Pledge).join(Mandate)
    found = rows.where(Pledge.id == pledge_id, Pledge.donor == donor).first()
    if found is None:
        raise NotThere
    if not donor_skips.may_choose_another(found):
        raise Refused(NOT_FUNDED)
    return found


def give_way(*, pledge_id: int, client_key: str, by: Actor) -> int:
    """The bond is over, the place may be taken by somebody else; once per key. Answers with the pledge's id. Raises
    NotAllowed, NotThere, Refused, KeyInUse."""
    return press(
        "pledge.give_way",
        {"pledge": pledge_id},
        client_key,
        by,
        lambda donor: _give_way(donor, pledge_id, by),
    )


def _give_way(donor: Donor, pledge_id: int, by: Actor) -> Pledge:
    place = place_of(pledge_id=pledge_id, donor=donor)
    list(held(Mandate.select().where(Mandate.id == place.mandate_id)))
    pledges.end([place], why=FUNDED, release_why=releases.TRANSFERRED, by=by)
    audit.record(
        "kuasa.beri_jalan", by=by, kind="surat_kuasa", subject=place.mandate.no, pekerja=place.worker.reg_no
    )
    return place
