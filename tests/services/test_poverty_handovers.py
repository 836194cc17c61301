"""Rows that name no kelurahan: guessed in which kecamatan, handed over by admin many at once, taken and sent back."""

import pytest

from db.connection import writing
from db.models import AuditEvent, PovertyHandover, PovertyList, PovertyRow
from kiosk.services import (
    drafts,
    poverty_guesses,
    poverty_handover_pages,
    poverty_handovers,
    poverty_keeping,
    poverty_row_pages,
    poverty_row_presses,
    poverty_unplaced,
    poverty_work,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.once import KeyInUse
from kiosk.services.poverty_handovers import HandoverWish
from kiosk.services.poverty_unplaced import BY_HAND
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.poverty import LONG_AGO, fates, line, named, on_record, read, sheet

TENGAH, UTARA = "33.74.01", "33.74.02"
KAUMAN, MIROTO, TANJUNG_MAS = "33.74.01.1010", "33.74.01.1001", "33.74.02.1005"
AWAY = "3321011501660001"  # of another regency


@pytest.fixture
def stranger(people):
    return acting(people["petugas2"])


def nameless(*numbers: int) -> bytes:
    return sheet([f"{nik(number)};{named(number)}" for number in numbers], "NIK;Nama")


def given(by, kelurahan: str = KAUMAN, **other):
    wish = {"kecamatan": TENGAH, "kelurahan": kelurahan, "rows": None, "seen": 100} | other
    return poverty_handovers.hand_over(wish=HandoverWish(**wish), client_key=key(), by=by)


def groups(by, **other) -> dict[str, int]:
    return {one.kecamatan: one.count for one in poverty_unplaced.groups(by=by, **other)}


def enrolling(by) -> int:
    return poverty_work.counts(by=by).enrol


def row(made: PovertyList, number: int) -> PovertyRow:
    return PovertyRow.get(PovertyRow.poverty_list == made, PovertyRow.number == number)


def test_a_list_of_niks_and_names_is_grouped_by_the_kecamatan_that_is_guessed(admin, petugas):
    lines = [line(1, place=""), line(2, place="Antah Berantah"), f"{AWAY};Orang Jauh;", line(3)]
    made = read(sheet(lines), admin)
    assert groups(admin) == {TENGAH: 1, BY_HAND: 2}
    assert [one.name for one in poverty_unplaced.groups(by=admin)] == ["Semarang Tengah", ""]
    (person,), _more = poverty_unplaced.rows_of(by=admin, kecamatan=TENGAH)
    assert (person.name, person.nik, person.handle) == (
        named(1), f"{nik(1)[:4]}••••••••{nik(1)[-4:]}", f"{made.no}/2",
    )  # fmt: skip
    by_hand, _more = poverty_unplaced.rows_of(by=admin, kecamatan=BY_HAND)
    assert [one.written for one in by_hand] == ["Antah Berantah", ""]
    assert (poverty_unplaced.count(by=admin), enrolling(petugas)) == (3, 1)


def test_the_kecamatan_that_the_list_writes_is_taken_before_the_niks(admin):
    lines = [f"{nik(1)};{named(1)};;Semarang Utara", f"{nik(2)};{named(2)};;Mranggen"]
    read(sheet(lines, "NIK;Nama;Kelurahan;Kecamatan"), admin)
    assert groups(admin) == {UTARA: 1, BY_HAND: 1}


def test_a_list_alone_counts_and_shows_its_own(admin):
    one, two = read(nameless(1, 2), admin), read(nameless(3), admin)
    assert [poverty_unplaced.count(by=admin, list_no=made.no) for made in (one, two)] == [2, 1]
    assert groups(admin, list_no=two.no) == {TENGAH: 1}
    assert given(admin, list_no=two.no).count == 1
    assert groups(admin) == {TENGAH: 2}


def test_three_people_and_who_sees_them(admin, petugas, stranger, people):
    """The officers of the kelurahan see whom they were given, a colleague of another nobody; admin alone hands over."""
    made = read(nameless(1, 2), admin)
    for nobody in (petugas, stranger, acting(people["mitra"])):
        with pytest.raises(NotAllowed):
            poverty_unplaced.groups(by=nobody)
        with pytest.raises(NotAllowed):
            given(nobody)
    with pytest.raises(NotAllowed):
        given(acting(people["auditor"]))
    assert given(admin).count == 2
    assert (enrolling(petugas), enrolling(stranger), groups(acting(people["auditor"]))) == (2, 0, {})
    assert poverty_row_pages.row_of(no=made.no, number=2, by=petugas).handed
    with pytest.raises(NotAllowed):
        poverty_row_pages.row_of(no=made.no, number=2, by=stranger)


def test_ticked_rows_alone_are_handed_over_once(admin, petugas):
    made, one = read(nameless(1, 2, 3), admin), key()
    wish = HandoverWish(TENGAH, KAUMAN, (f"{made.no}/2", f"{made.no}/4"))
    for _twice in range(2):
        assert poverty_handovers.hand_over(wish=wish, client_key=one, by=admin).count == 2
    assert (enrolling(petugas), groups(admin), PovertyHandover.select().count()) == (2, {TENGAH: 1}, 1)
    with pytest.raises(KeyInUse):
        other = HandoverWish(TENGAH, MIROTO, wish.rows)
        poverty_handovers.hand_over(wish=other, client_key=one, by=admin)
    (noted,) = AuditEvent.select().where(AuditEvent.action == "miskin.serahan_dibuat")
    assert noted.detail == {"kelurahan": KAUMAN, "orang": 2}


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"kelurahan": TANJUNG_MAS}, "kecamatan dugaannya"), ({"kelurahan": "99"}, "kecamatan dugaannya"),
        ({"kecamatan": BY_HAND}, "satu per satu"), ({"kecamatan": ""}, "kecamatan dugaannya"),
        ({"rows": ()}, "paling sedikit"),
        ({"rows": ("M26-LAIN/2", "/", "x/²", "")}, "tidak menunggu lagi"), ({"seen": 1}, "Kini ada 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_handed_over_says_why_and_changes_nothing(admin, wish, said):
    read(nameless(1, 2), admin)
    with pytest.raises(Refused, match=said):
        given(admin, **wish)
    assert (groups(admin), PovertyHandover.select().count()) == ({TENGAH: 2}, 0)


def test_rows_of_another_group_are_not_taken_along(admin):
    made = read(sheet([f"{nik(1)};{named(1)}", f"{AWAY};Orang Jauh"], "NIK;Nama"), admin)
    assert given(admin, rows=(f"{made.no}/2", f"{made.no}/3")).count == 1
    assert groups(admin) == {BY_HAND: 1}


def test_a_handover_is_taken_back_whole_but_for_who_was_settled(admin, petugas):
    made = read(nameless(1, 2, 3, 4), admin)
    given(admin, rows=tuple(f"{made.no}/{number}" for number in (2, 3, 4)))
    poverty_row_presses.close(no=made.no, number=2, why="moved", client_key=key(), by=petugas)
    handover, one = PovertyHandover.get(), key()
    with pytest.raises(NotAllowed):
        poverty_handovers.take_back(number=handover.id, client_key=key(), by=petugas)
    with pytest.raises(NotThere):
        poverty_handovers.take_back(number=999, client_key=key(), by=admin)
    for _twice in range(2):
        assert poverty_handovers.take_back(number=handover.id, client_key=one, by=admin) == 2
    assert (enrolling(petugas), groups(admin), fates(made)[2]) == (0, {TENGAH: 3}, ("dropped", "moved"))
    with pytest.raises(Refused, match="sudah dikembalikan"):
        poverty_handovers.take_back(number=handover.id, client_key=key(), by=admin)
    (shown,), _more = poverty_handover_pages.handovers(by=admin, page=1)
    assert (shown.handover.rows, shown.waiting, bool(shown.returned_by)) == (3, 0, True)
    assert given(admin).count == 3


def test_an_officer_sends_back_who_lives_elsewhere_and_is_not_sent_them_again(admin, petugas, stranger):
    made = read(nameless(1, 2), admin)
    given(admin)
    with pytest.raises(NotAllowed):
        poverty_row_presses.send_back(no=made.no, number=2, client_key=key(), by=stranger)
    one = key()
    for _twice in range(2):
        poverty_row_presses.send_back(no=made.no, number=2, client_key=one, by=petugas)
    assert (enrolling(petugas), groups(admin)) == (1, {TENGAH: 1})
    (person,), _more = poverty_unplaced.rows_of(by=admin, kecamatan=TENGAH)
    assert person.came_back_from == "Kauman"
    with pytest.raises(Refused, match="pernah dikembalikan"):
        given(admin)
    assert given(admin, kelurahan=MIROTO).count == 1
    assert row(made, 2).kelurahan_id == MIROTO


def test_of_all_those_who_came_back_stay_and_are_counted(admin, petugas):
    made = read(nameless(1), admin)
    given(admin)
    poverty_row_presses.send_back(no=made.no, number=2, client_key=key(), by=petugas)
    read(nameless(2, 3), admin)
    handed = given(admin)
    assert (handed.count, handed.left, handed.area) == (2, 1, "Kauman, Semarang Tengah")


def test_who_is_named_by_the_list_itself_is_not_sent_back(admin, petugas):
    made = read(sheet([line(1)]), admin)
    with pytest.raises(Refused):
        poverty_row_presses.send_back(no=made.no, number=2, client_key=key(), by=petugas)
    assert enrolling(petugas) == 1


def test_one_row_given_by_hand_can_be_sent_back_too(admin, petugas):
    made = read(sheet([f"{AWAY};Orang Jauh"], "NIK;Nama"), admin)
    poverty_row_presses.assign(no=made.no, number=2, kelurahan=KAUMAN, client_key=key(), by=admin)
    assert (enrolling(petugas), PovertyHandover.get().rows) == (1, 1)
    poverty_row_presses.send_back(no=made.no, number=2, client_key=key(), by=petugas)
    assert (enrolling(petugas), groups(admin)) == (0, {BY_HAND: 1})


def test_what_was_written_of_the_place_outlasts_a_handover(admin, petugas):
    made = read(sheet([f"{nik(1)};{named(1)};Antah;Semarang Tengah"], "NIK;Nama;Kelurahan;Kecamatan"), admin)
    given(admin)
    file = poverty_row_pages.row_of(no=made.no, number=2, by=petugas)
    assert (file.listed_area, file.row.area) == ("Antah, Semarang Tengah", "Kauman, Semarang Tengah")


def test_whoever_is_enrolled_keeps_no_guess_and_no_handover(admin, petugas):
    made = read(nameless(1), admin)
    given(admin)
    poverty_row_presses.open_enrolment(no=made.no, number=2, client_key=key(), by=petugas)
    assert drafts.drafts_of(petugas)[0].content["kelurahan"] == KAUMAN
    on_record(1, petugas)
    found = row(made, 2)
    assert (found.state, found.likely_kecamatan, found.handover_id) == ("enrolled", None, None)


def test_somebody_on_two_lists_is_handed_over_once_and_seen_once(admin, petugas):
    read(nameless(1), admin, as_of=LONG_AGO)
    read(nameless(1, 2), admin)
    assert groups(admin) == {TENGAH: 2}
    assert given(admin).count == 2
    assert (groups(admin), enrolling(petugas)) == ({}, 2)


def test_rows_of_before_are_guessed_by_the_round_of_the_worker(admin):
    made = read(sheet([line(1, place=""), f"{AWAY};Orang Jauh;", line(2)]), admin)
    with writing():
        PovertyRow.update(likely_kecamatan=None).execute()
    assert [(one.count, one.unguessed) for one in poverty_unplaced.groups(by=admin)] == [(2, 2)]
    poverty_keeping.tidy()
    assert groups(admin) == {TENGAH: 1, BY_HAND: 1}
    assert (row(made, 4).likely_kecamatan, poverty_guesses.fill()) == (None, 0)


def test_two_desks_that_hand_over_all_at_once_give_each_row_once(admin):
    read(nameless(*range(1, 61)), admin)
    outcomes = all_at_once([lambda: given(admin, KAUMAN), lambda: given(admin, MIROTO)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Handed", "Refused"]
    assert PovertyHandover.select().count() == 1 and PovertyHandover.get().rows == 60


def test_enrolments_beside_a_handover_are_all_found(admin, petugas):
    made = read(nameless(*range(1, 201)), admin)

    def enrol_some():
        for number in range(1, 201, 10):
            on_record(number, petugas)

    handed, fault = all_at_once([lambda: given(admin, seen=200), enrol_some])
    assert fault is None and handed.count >= 180
    states = [state for state, _why in fates(made).values()]
    assert (states.count("enrolled"), states.count("unknown")) == (20, 180)
    assert groups(admin) == {} and enrolling(petugas) == 180


def test_no_press_writes_a_nik_or_a_name_into_the_trail(admin, petugas):
    made = read(nameless(1), admin)
    given(admin)
    poverty_row_presses.send_back(no=made.no, number=2, client_key=key(), by=petugas)
    poverty_handovers.take_back(number=PovertyHandover.get().id, client_key=key(), by=admin)
    trail = str(list(AuditEvent.select().dicts()))
    assert "miskin.baris_dikembalikan" in trail and nik(1) not in trail and named(1) not in trail
