"""Figures from outside: which is current, which contradict, and the city's coverage computed from them."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from peewee import DatabaseError, IntegrityError

from db.connection import writing
from db.models import Figure, Setting
from kiosk.domain.clock import utc_now
from kiosk.domain.figure_kinds import UCJ_ACTIVE, UCJ_POTENTIAL, UCJ_TARGET, UCJ_TARGET_MORE, Entry
from kiosk.services import figure_table, figures, figures_ucj, settings
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from tests.services.at_once import acting, all_at_once, key

NOVEMBER, OCTOBER = date(2025, 11, 7), date(2026, 10, 31)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def entry(name: str = UCJ_ACTIVE, value: int = 401_200, as_of: date = OCTOBER, **other) -> Entry:
    return Entry(**{"source": "Surat BPJS", **other}, key=name, value=value, as_of=as_of)


def added(admin, *given, client_key: str = "", **other) -> int:
    return figures.add(entry=entry(*given, **other), client_key=client_key or key(), by=admin)


def withdrawn(admin, figure_id: int, why: str = "salah") -> None:
    figures.withdraw(figure_id=figure_id, why=why, client_key=key(), by=admin)


def values(name: str, **of) -> list[int]:
    return [line.value for line in figures.current(name, **of)]


def every(name: str) -> None:
    """None of this kind holds."""
    Figure.update(withdrawn_at=utc_now(), withdrawn_why="uji").where(Figure.key == name).execute()


def test_current_figures_are_the_newest_first_whenever_they_were_written_down(admin):
    added(admin)
    added(admin, UCJ_ACTIVE, 380_000, date(2024, 1, 1))
    assert values(UCJ_ACTIVE) == [401_200, 390_498, 380_000]
    assert (figures.current(UCJ_ACTIVE)[0].source, values("apa-saja")) == ("Surat BPJS", [])


def test_of_one_day_what_was_written_down_last_comes_first(admin):
    added(admin)
    with time_machine.travel("2026-11-21 04:00:00", tick=False):
        added(admin, UCJ_ACTIVE, 401_300, source="Rapat dengan BPJS")
    assert values(UCJ_ACTIVE)[:2] == [401_300, 401_200]


def test_a_withdrawn_figure_counts_no_more_and_may_be_written_down_anew(admin):
    first = added(admin)
    withdrawn(admin, first)
    assert values(UCJ_ACTIVE) == [390_498]
    with pytest.raises(Refused, match="sudah dicabut"):
        withdrawn(admin, first)
    added(admin, UCJ_ACTIVE, 401_300)
    assert values(UCJ_ACTIVE) == [401_300, 390_498]


def test_sources_of_about_the_same_time_differ_and_older_ones_do_not(admin):
    assert [line.value for line in figures.differing("pijar_semar_members")] == [7_017, 7_217]
    assert figures.differing("informal_workers") == []  # ten months lie between them
    added(admin, "informal_workers", 261_000, date(2025, 10, 31))
    assert [line.value for line in figures.differing("informal_workers")] == [262_166, 261_000]
    assert figures.differing(UCJ_ACTIVE) == []
    added(admin, UCJ_ACTIVE, 390_498, date(2025, 11, 20))  # another source, and the same value
    assert figures.differing(UCJ_ACTIVE) == []
    added(admin, "informal_workers", 270_000, date(2026, 11, 20))
    assert figures.differing("informal_workers") == []


def test_target_is_that_of_the_latest_year_that_has_begun(admin):
    added(admin, UCJ_TARGET, 7_500, for_year=2026)
    added(admin, UCJ_TARGET, 8_000, for_year=2028)
    assert values(UCJ_TARGET) == [7_500]
    assert (values(UCJ_TARGET, year=2025), values(UCJ_TARGET, year=2028)) == ([7_159], [8_000])
    assert values(UCJ_TARGET, year=2030) == []


def test_a_target_to_come_is_shown_where_none_has_begun(admin):
    every(UCJ_TARGET)
    added(admin, UCJ_TARGET, 8_000, for_year=2028)
    added(admin, UCJ_TARGET, 8_500, for_year=2029)
    assert values(UCJ_TARGET) == [8_000]


def test_coverage_is_computed_and_both_sums_are_shown_where_the_source_s_does_not_fit(store):
    ucj = figures_ucj.against_target()
    assert (ucj.potential, ucj.active, ucj.gap) == (756_873, 390_498, 366_375)
    assert (ucj.percent, ucj.target_percent, ucj.target_year) == (Decimal("51.59"), Decimal("71.59"), 2025)
    assert (ucj.needed_people, ucj.stated_more) == (151_347, 170_000)
    assert (ucj.as_of, ucj.known, ucj.reached) == (NOVEMBER, True, False)
    (more,) = ucj.differs
    assert (more.key, more.computed, [line.value for line in more.lines]) == (
        UCJ_TARGET_MORE,
        151_347,
        [170_000],
    )
    assert {line.key for line in ucj.used} == {UCJ_POTENTIAL, UCJ_ACTIVE, UCJ_TARGET, UCJ_TARGET_MORE}


def test_coverage_follows_a_newer_figure_and_a_year_of_growth_is_no_disagreement(admin):
    added(admin)
    ucj = figures_ucj.against_target()
    assert (ucj.active, ucj.percent, ucj.source) == (401_200, Decimal("53.01"), "Surat BPJS")
    assert [one.key for one in ucj.differs] == [UCJ_TARGET_MORE]


def test_sources_of_about_the_same_day_disagree_and_the_setting_says_how_near(admin):
    added(admin)
    added(admin, UCJ_ACTIVE, 399_000, date(2026, 10, 1), source="Dinas")
    differs = figures_ucj.against_target().differs[0]
    assert [line.value for line in differs.lines] == [401_200, 399_000] and not differs.last_written_holds
    Setting.create(
        key="figure_differ_days", value="7", valid_from=date(2026, 11, 1), basis="keputusan untuk uji"
    )
    settings.forget()
    assert [one.key for one in figures_ucj.against_target().differs] == [UCJ_TARGET_MORE]


def test_of_one_day_the_figure_that_was_written_down_last_is_used_and_it_is_said(admin):
    added(admin)
    with time_machine.travel("2026-11-21 04:00:00", tick=False):
        added(admin, UCJ_ACTIVE, 400_000, source="Dinas")
        added(admin, UCJ_POTENTIAL, 760_000)
        added(admin, UCJ_POTENTIAL, 760_000, source="Dinas")
    ucj = figures_ucj.against_target()
    assert ucj.active == 400_000
    assert [line.value for line in ucj.differs[0].lines] == [400_000, 401_200]
    assert ucj.differs[0].last_written_holds
    rows = [one for group in figure_table.table(by=admin).groups for one in group.rows]
    same = [one.line.value for one in rows if one.same_day]
    assert same == [760_000] and not any(one.used or one.differs for one in rows if one.same_day)


def test_what_a_source_says_is_held_against_the_figures_of_its_day(admin):
    """Who has joined since does not contradict it."""
    added(admin)
    ucj = figures_ucj.against_target()
    assert ucj.needed_people == 151_347 - (401_200 - 390_498)
    assert {one.key: one.computed for one in ucj.differs} == {UCJ_TARGET_MORE: 151_347}


def test_what_is_said_of_another_years_target_is_left_out(admin):
    added(admin, UCJ_TARGET, 7_500, for_year=2026)
    ucj = figures_ucj.against_target()
    assert (ucj.target_year, ucj.stated_more, ucj.differs) == (2026, None, [])
    assert figures_ucj.against_target(year=2025).stated_more == 170_000


def test_a_target_that_is_reached_needs_nobody(admin):
    added(admin, UCJ_TARGET, 5_159, for_year=2026)
    ucj = figures_ucj.against_target()
    assert ucj.needed_people == 0 and ucj.reached


@pytest.mark.parametrize("missing", [UCJ_POTENTIAL, UCJ_ACTIVE])
def test_without_a_figure_nothing_is_computed(store, missing):
    every(missing)
    ucj = figures_ucj.against_target()
    assert not ucj.known and ucj.needed_people is None and ucj.gap is None
    assert ucj.target_percent == Decimal("71.59")


def test_without_any_figure_there_is_nothing_to_show(store):
    Figure.update(withdrawn_at=utc_now(), withdrawn_why="uji").execute()
    assert figures_ucj.against_target() == figures_ucj.Ucj(missing_year=2026)


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur", "opd", "auditor"])
def test_nobody_but_the_admin_adds_or_withdraws(people, role):
    figure_id = figures.current(UCJ_ACTIVE)[0].id
    with pytest.raises(NotAllowed):
        added(acting(people[role]))
    with pytest.raises(NotAllowed):
        withdrawn(acting(people[role]), figure_id)
    assert values(UCJ_ACTIVE) == [390_498]


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur", "opd"])
def test_the_table_is_read_by_admin_and_auditor_alone(people, role):
    assert figure_table.table(by=acting(people["auditor"])).groups
    with pytest.raises(NotAllowed):
        figure_table.table(by=acting(people[role]))
    with pytest.raises(NotAllowed):
        figures.known(figure_id=1, by=acting(people[role]))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ((UCJ_ACTIVE, 756_874), figures.WrongValue),
        ((UCJ_ACTIVE, 0), figures.WrongValue),
        ((UCJ_ACTIVE, 5, date(2026, 11, 22)), figures.WrongDay),
        ((UCJ_TARGET, 7_000), figures.WrongYear),
        (("penduduk", 7_000), figures.WrongKind),
    ],
)
def test_an_absurd_figure_is_refused_and_nothing_kept(admin, given, kind):
    with pytest.raises(kind):
        added(admin, *given)
    assert not Figure.select().where(Figure.added_by.is_null(False)).exists()


def test_a_figure_that_is_not_there_cannot_be_withdrawn(admin):
    with pytest.raises(NotThere):
        withdrawn(admin, 999_999)


def test_of_two_admins_at_once_one_writes_it_down(admin):
    answers = all_at_once([lambda each=each: added(admin, UCJ_ACTIVE, 401_200 + each) for each in range(4)])
    assert sum(isinstance(one, int) for one in answers) == 1
    assert sum(isinstance(one, figures.WrongSource) for one in answers) == 3
    assert len(values(UCJ_ACTIVE)) == 2


def test_of_two_who_withdraw_it_at_once_one_does(admin):
    figure_id = added(admin)
    answers = all_at_once([lambda: withdrawn(admin, figure_id) for _ in range(3)])
    assert sum(one is None for one in answers) == 1
    assert sum(isinstance(one, Refused) for one in answers) == 2


def test_the_same_key_answers_as_the_first_time(admin):
    once = key()
    assert added(admin, client_key=once) == added(admin, client_key=once)
    with pytest.raises(KeyInUse):
        added(admin, UCJ_ACTIVE, 401_300, client_key=once)


@pytest.mark.parametrize(
    "change",
    [
        Figure.update(value=1),
        Figure.update(source="lain"),
        Figure.update(as_of=date(2020, 1, 1)),
        Figure.update(note="lain"),
        Figure.delete(),
    ],
)
def test_the_database_refuses_to_edit_a_figure(store, change):
    with pytest.raises(DatabaseError, match="figure is"), writing():
        change.execute()
    assert values(UCJ_ACTIVE) == [390_498]


def test_the_database_refuses_the_same_source_twice_for_a_day(store):
    line = figures.current(UCJ_ACTIVE)[0]
    with pytest.raises(IntegrityError), writing():
        Figure.create(key=UCJ_ACTIVE, value=1, as_of=line.as_of, source=line.source)


def test_table_groups_the_kinds_and_marks_what_is_used_and_what_differs(admin):
    table = figure_table.table(by=admin)
    titles = [group.title for group in table.groups]
    assert len(set(titles)) == len(titles) == 5 and not table.is_empty and not table.withdrawn
    rows = {(one.line.key, one.line.value): one for group in table.groups for one in group.rows}
    assert rows["pijar_semar_members", 7_017].used and not rows["pijar_semar_members", 7_217].used
    assert rows["pijar_semar_members", 7_217].differs and not rows["informal_workers", 215_243].differs
    assert rows[UCJ_ACTIVE, 390_498].used and not rows[UCJ_ACTIVE, 390_498].differs


def test_table_keeps_what_was_withdrawn_and_names_what_is_missing(admin):
    withdrawn(admin, figures.current(UCJ_ACTIVE)[0].id, "keliru")
    table = figure_table.table(by=admin)
    assert [kind.key for group in table.groups for kind in group.missing] == [UCJ_ACTIVE]
    (one,) = table.withdrawn
    assert (one.line.key, one.row.withdrawn_why, one.row.withdrawn_by.name) == (
        UCJ_ACTIVE,
        "keliru",
        admin.name,
    )


def test_figures_of_a_year_ago_are_old_and_the_setting_says_from_when(admin):
    old = figures_ucj.against_target().old
    assert [(one.line.key, one.months) for one in old] == [(UCJ_POTENTIAL, 12), (UCJ_ACTIVE, 12)]
    Setting.create(
        key="figure_old_months", value="18", valid_from=date(2026, 11, 1), basis="keputusan untuk uji"
    )
    settings.forget()
    assert not figures_ucj.against_target().old


def test_of_the_two_that_the_share_rests_on_the_old_one_is_named(admin):
    added(admin)  # the active ones, of October
    (old,) = figures_ucj.against_target().old
    assert (old.line.key, old.line.value, old.line.as_of, old.months) == (
        UCJ_POTENTIAL,
        756_873,
        NOVEMBER,
        12,
    )
    added(admin, UCJ_POTENTIAL, 760_000)
    assert not figures_ucj.against_target().old


def test_a_year_without_a_target_is_named_until_there_is_one(admin):
    assert figures_ucj.against_target().missing_year == 2026
    assert figures_ucj.against_target(year=2025).missing_year == 0
    added(admin, UCJ_TARGET, 7_500, for_year=2026)
    ucj = figures_ucj.against_target()
    assert (ucj.missing_year, ucj.target_year) == (0, 2026)
    every(UCJ_TARGET)
    assert figures_ucj.against_target().missing_year == 2026
