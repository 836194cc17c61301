"""The search by name as the services do it: whose people, in which order, how many; and sounds for older rows."""

import pytest

from db.models import Occupation, Post, User, Worker
from kiosk.commands import migrate, prepare
from kiosk.domain.clock import today
from kiosk.domain.name_sounds import sounds_of
from kiosk.services import accounts, worker_name_search, worker_search, worker_sounds
from kiosk.services.acting import Refused

KAUMAN, TANJUNG_MAS, ELSEWHERE = "33.74.01.1010", "33.74.02.1008", "33.74.12.1011"


@pytest.fixture
def officer(app, people):
    with app.app_context():
        yield accounts.on_duty(people["petugas"], lambda posts: posts[0])


@pytest.fixture
def chief(app, people):
    with app.app_context():
        yield accounts.on_duty(people["admin"], lambda posts: None)


def register(*names: str, kelurahan: str = KAUMAN, post: str | None = None, sounds: bool = True) -> list[int]:
    first = Worker.select().count()
    return [
        Worker.create(
            reg_no=f"SMG-{first + place:07d}-X",
            nik_hash=f"h{first + place}".encode(),
            nik_sealed=b"x",
            name=name,
            name_sounds=sounds_of(name) if sounds else None,
            birth_on="1980-05-17",
            sex="P",
            kelurahan=kelurahan,
            occupation=Occupation.get(),
            enrolled_on=today(),
            enrolled_by=User.get(),
            enrolled_post=Post.get(Post.code == post) if post else None,
        ).id
        for place, name in enumerate(names)
    ]


def names(text: str, by) -> list[str]:
    return [worker.name for worker in worker_name_search.by_name(text, by).workers]


def test_officer_finds_people_of_the_own_posts_and_kelurahan_only(officer):
    register("Sulastri Kauman", kelurahan=KAUMAN)
    register("Sulastri Johar", kelurahan=ELSEWHERE, post="johar")
    register("Sulastri Lorok", kelurahan=TANJUNG_MAS, post="tambak-lorok")
    assert sorted(names("soelastri", officer)) == ["Sulastri Johar", "Sulastri Kauman"]


def test_same_sounds_come_first_then_the_closest(chief):
    register("Siti Aminah Lestari", "Siti Aminahwati", "Sity Amina", "Aminah Siti Rahayu Ningsih")
    assert names("Siti Aminah", chief) == [
        "Sity Amina", "Siti Aminahwati", "Siti Aminah Lestari", "Aminah Siti Rahayu Ningsih"
    ]  # fmt: skip


def test_somebody_with_exactly_the_name_is_shown_though_hundreds_begin_so(chief):
    register(
        *(f"Sri Wahyu{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "bcdfgjklmnprstwz")
    )
    register("Srie Wahyu")
    found = worker_name_search.by_name("Sri Wahyu", chief)
    assert found.workers[0].name == "Srie Wahyu"
    assert (len(found.workers), found.more, found.guessed) == (50, True, False)


def test_near_names_come_only_where_none_fits(chief):
    register("Sulastri", "Sulistri")
    assert names("Sulistri", chief) == ["Sulistri"]
    found = worker_name_search.by_name("Sulostri", chief)
    assert found.guessed
    assert sorted(worker.name for worker in found.workers) == ["Sulastri", "Sulistri"]


@pytest.mark.parametrize("typed", ["Sulung", "Sulaiman", "Sulastri Budiman"])
def test_name_that_is_not_near_enough_is_not_offered(chief, typed):
    register("Sulastri")
    assert names(typed, chief) == []


def test_kelurahan_of_several_words_may_follow_the_name(chief):
    register("Sulastri", kelurahan=TANJUNG_MAS)
    register("Sulastri", kelurahan=KAUMAN)
    (found,) = worker_name_search.by_name("Sulastri tanjung mas", chief).workers
    assert found.kelurahan_id == TANJUNG_MAS


def test_name_that_is_also_a_kelurahan_s_stays_a_name(chief):
    register("Siti Kauman", kelurahan=ELSEWHERE)
    assert names("Siti Kauman", chief) == ["Siti Kauman"]


@pytest.mark.parametrize("typed", ["", "Si", "1 2 3", "李小龙李"])
def test_less_than_three_letters_are_no_name(chief, typed):
    with pytest.raises(Refused, match="tiga huruf"):
        worker_name_search.by_name(typed, chief)


@pytest.mark.parametrize(
    ("typed", "is_name"),
    [
        ("Slamet", True), ("Slamet 2", True), ("Hj. Siti Aminah, S.Pd.", True), ("3374011705030001", False),
        ("hp 081234567890", False), ("SMG-7K3QF2M-6", False), ("SMG-N0VA1MK-X", False), ("...", False),
    ],
)  # fmt: skip
def test_text_without_a_number_is_a_name(chief, typed, is_name):
    assert worker_search.is_name(typed) is is_name


def test_chain_of_merged_registrations_leads_to_the_one_in_force(chief):
    first, second, last = register("Siti Satu", "Siti Dua", "Siti Tiga")
    Worker.update(merged_into=second).where(Worker.id == first).execute()
    Worker.update(merged_into=last).where(Worker.id == second).execute()
    Worker.update(reg_no="SMG-7K3QF2M-6").where(Worker.id == first).execute()
    assert [worker.id for worker in worker_search.find(text="SMG-7K3QF2M-6", by=chief).workers] == [last]


def test_sounds_of_older_rows_are_filled_in_once(chief):
    register("Soelastri", "李", sounds=False)
    register("Tjahjo")
    assert names("sulastri", chief) == []
    assert worker_sounds.fill_missing() == 2
    assert {row.name: row.name_sounds for row in Worker.select()} == {
        "Soelastri": " sulastri ", "李": "", "Tjahjo": " cahio "
    }  # fmt: skip
    assert worker_sounds.fill_missing() == 0


def test_many_older_rows_are_filled_in_portions(chief, monkeypatch):
    monkeypatch.setattr(worker_sounds, "ROWS_AT_ONCE", 2)
    register(*(f"Siti {word}" for word in ("Satu", "Dua", "Tiga", "Empat", "Lima")), sounds=False)
    assert worker_sounds.fill_missing() == 5
    assert not Worker.select().where(Worker.name_sounds.is_null()).exists()


@pytest.mark.parametrize("command", [prepare, migrate])
def test_commands_that_bring_the_schema_up_to_date_fill_in_the_sounds(app, chief, command):
    register("Soelastri", sounds=False)
    answer = app.test_cli_runner().invoke(command)
    assert answer.exit_code == 0, answer.output
    assert Worker.get().name_sounds == " sulastri "


@pytest.mark.parametrize("text", ["zzz", "sss", "z" * 60, "aaa"])
def test_one_letter_over_and_over_is_no_name(officer, text):
    with pytest.raises(Refused, match="lebih banyak huruf"):
        worker_search.find(text=text, by=officer)
