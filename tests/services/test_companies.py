"""Companies registered at the same moment, and what an inactive one may not."""

import pytest

from db.models import Company, Funder
from kiosk.services import company_changes, company_invites, company_registration, invites
from kiosk.services.acting import Refused
from kiosk.services.companies import active_company
from kiosk.services.company_registration import Identity, LooksAlike, NpwpTaken, register
from tests.services.at_once import acting, all_at_once, key


def identity(number: int = 1, **other) -> Identity:
    words = ("Ombak", "Gunung", "Sawah", "Kota", "Hutan")
    return Identity(**{"name": f"PT {words[number]} {words[-number]}", **other})


def test_one_npwp_registered_by_four_at_once_is_one_company(people):
    by = acting(people["petugas"])
    wishes = [identity(number, npwp="0012345678999000") for number in range(1, 5)]
    answers = all_at_once(
        [lambda one=one: register(identity=one, told_apart=True, client_key=key(), by=by) for one in wishes]
    )
    assert [type(answer) for answer in answers].count(NpwpTaken) == 3
    assert Company.select().where(Company.npwp == "0012345678999000").count() == 1
    assert Funder.select().count() == 3  # two of the tests' own people


def test_one_name_registered_by_four_at_once_is_one_company(people):
    by = acting(people["admin"])
    answers = all_at_once([lambda: register(identity=identity(), client_key=key(), by=by) for _ in range(4)])
    assert [type(answer) for answer in answers].count(LooksAlike) == 3
    assert Company.select().count() == 3


def test_two_companies_given_one_npwp_at_once_do_not_both_get_it(people):
    by = acting(people["admin"])
    answers = all_at_once(
        [
            lambda code=code: company_changes.edit(
                code=code, identity=identity(npwp="0012345678999000"), by=by
            )
            for code in ("sinar", "bahari")
        ]
    )
    assert [type(answer) for answer in answers].count(NpwpTaken) == 1
    assert Company.select().where(Company.npwp != "").count() == 1


def test_a_number_that_is_drawn_twice_is_drawn_again(people, monkeypatch):
    drawn = iter(["sinar", "sinar", "P26-NEU"])
    monkeypatch.setattr(company_registration, "fresh_number", lambda prefix: next(drawn))
    assert register(identity=identity(), client_key=key(), by=acting(people["admin"])) == "P26-NEU"


def test_an_inactive_company_takes_on_nobody_and_is_offered_nowhere(people):
    by = acting(people["mitra"])
    assert active_company(by).code == "sinar"
    company_changes.set_active(code="sinar", active=False, reason="Tutup", by=acting(people["admin"]))
    with pytest.raises(Refused, match="tidak aktif"):
        active_company(by)
    offered = invites.form_choices(acting(people["admin"]))["company"]
    assert [name for _value, name in offered] == ["PT Bahari Lestari"]
    assert company_invites.company_meant("sinar") is None and company_invites.company_meant("bahari")
