"""Who a person is on record to be: a company corrects those only whom it registered and pays for alone."""

import pytest

from db.models import Batch, Company, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import correction_pages, corrections, identity_rights, person_values, photos
from kiosk.services.acting import Actor, Refused
from tests.ledger_rows import let_go, paid_months, planned_months, somebody
from tests.services.at_once import acting, key
from tests.services.billing import batch_of
from tests.services.crowd import worker
from tests.web.desk import portrait

THIS = first_of_month(today())


@pytest.fixture
def mitra(people) -> Actor:
    return acting(people["mitra"])


@pytest.fixture
def own(people, mitra) -> Worker:
    """Registered by the company, in its batch."""
    batch_of(people, 1, 1)
    number = Worker.get().reg_no
    Worker.update(enrolled_by=people["mitra_rekan"].id, enrolled_post=None).where(
        Worker.reg_no == number
    ).execute()
    return worker(number)


def why_not(one: Worker, by: Actor) -> str:
    return identity_rights.why_not(one, by)


def rename(one: Worker, by: Actor) -> str:
    values = person_values.values_of(one)
    corrections.correct(
        reg_no=one.reg_no, values={**values, "name": "Nama Baru"}, reason="mistyped", client_key=key(),
        seen=person_values.prints_of(one.reg_no, values), by=by,
    )  # fmt: skip
    return Worker.get_by_id(one.id).name


def test_company_corrects_whom_a_colleague_registered(mitra, own):
    assert why_not(own, mitra) == "" and rename(own, mitra) == "Nama Baru"


def test_company_does_not_correct_whom_an_officer_registered_and_is_told_where_to_ask(people, mitra):
    batch_of(people, 1, 1)
    one = Worker.get()
    with pytest.raises(Refused) as refused:
        rename(one, mitra)
    assert refused.value.message == identity_rights.NOT_REGISTERED_HERE
    assert refused.value.params["place"] == one.enrolled_post.name
    page = correction_pages.person_of(reg_no=one.reg_no, by=mitra)
    assert (page.why_not, page.whom_to_ask) == (refused.value.message, one.enrolled_post.name)
    with pytest.raises(Refused):
        photos.keep_photo(reg_no=one.reg_no, photo=portrait(), client_key=key(), by=mitra)
    assert not photos.may_keep(one, mitra)
    assert rename(one, acting(people["petugas"])) == "Nama Baru"


@pytest.mark.parametrize("month", [add_months(THIS, 1), add_months(THIS, 3)])
@pytest.mark.parametrize("kind", ["csr", "dbhcht"])
def test_whom_another_funder_pays_from_now_on_is_corrected_by_an_officer(mitra, own, month, kind):
    other = (
        Funder.get_by_id(Company.get(Company.code != "sinar").funder_id) if kind == "csr" else somebody(kind)
    )
    rows = paid_months(own, [month], funder=other)
    assert why_not(own, mitra) == identity_rights.PAID_BY_OTHERS
    let_go(rows, why="stopped")
    assert why_not(own, mitra) == ""


def test_what_others_paid_once_or_only_planned_does_not_bind(people, mitra, own):
    paid_months(own, [add_months(THIS, -2)], funder=somebody("apbd"))
    planned_months(
        own, [add_months(THIS, 2)], funder=Funder.get_by_id(Company.get(Company.code != "sinar").funder_id)
    )
    assert why_not(own, mitra) == ""
    assert Batch.get().company_id == mitra.company_id
