"""Print runs: who gets into one, who is left out, how its files are made in parts, also by a worker that is killed."""

from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from db.connection import writing
from db.models import (
    Attachment,
    Card,
    Job,
    Kelurahan,
    Post,
    PrintedCard,
    PrinterSetting,
    PrintPart,
    PrintRun,
    Setting,
    Worker,
)
from kiosk.domain.clock import utc_now
from kiosk.services import print_parts, print_run_pages, print_runs, queue, safe
from kiosk.services import settings as dated_settings
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.card_queue import Wanted
from kiosk.services.once import KeyInUse
from kiosk.services.photos import keep_photo
from kiosk.services.print_outcomes import ALL_GOOD, NOT_PRINTED, Answer, tell_outcome
from kiosk.services.print_refusals import AlreadyPrinted
from kiosk.services.print_run_files import FileGone, part_pdf, parts_of
from kiosk.services.print_run_lookup import run_named
from kiosk.services.print_runs import print_cards
from kiosk.services.print_wishes import PrintWish
from tests.services import dying_printer
from tests.services.at_once import acting, all_at_once, key
from tests.services.crowd import crowd, printed_numbers, worker
from tests.services.processes import how_it_ended
from tests.web.desk import portrait


def ask(by, *reg_nos: str, **other) -> str:
    return print_cards(**{"client_key": key(), "by": by, "reg_nos": reg_nos, **other})


def answered(no: str, by, outcome: str = ALL_GOOD) -> None:
    assert tell_outcome(no=no, answer=Answer(outcome), by=by)


def freeze(reg_no: str) -> None:
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.reg_no == reg_no).execute()


def numbers_in(no: str) -> list[str]:
    """Of those that lie in the files, in the order of their places."""
    rows = PrintedCard.select(PrintedCard, Card, Worker).join(Card).join(Worker).order_by(PrintedCard.place)
    run = run_named(no)
    places = rows.where(PrintedCard.run == run, PrintedCard.place <= run.cards_total)
    return [place.card.worker.reg_no for place in places]


def left_out(no: str) -> dict:
    return run_named(no).job.arguments["left_out"]


def test_one_person_gets_a_run_that_is_ready_at_once(petugas):
    (one,) = crowd(petugas, 1)
    no = ask(petugas, one)
    run, part = PrintRun.get(), PrintPart.get()
    assert (run.no, run.state, run.cards_total, run.post.code) == (no, "ready", 1, "johar")
    assert (part.number, part.cards) == (1, 1)
    assert printed_numbers(no, petugas) == [[one]]
    assert Card.get().printed_at is None


def test_chosen_people_come_in_the_order_of_kelurahan_then_name(petugas):
    """By the name of the kelurahan, as the list of cards to hand over stands; its code says another order."""
    other = Kelurahan.get(Kelurahan.code > "33.74.01.1010", Kelurahan.name < "Kauman")
    people = crowd(petugas, 3)
    with writing():
        Worker.update(kelurahan=other).where(Worker.reg_no == people[2]).execute()
    no = ask(petugas, *reversed(people))
    assert numbers_in(no) == [people[2], people[0], people[1]]
    assert printed_numbers(no, petugas) == [numbers_in(no)]


def test_order_by_post_puts_people_of_one_post_together(admin):
    posts = list(Post.select().order_by(Post.id).limit(2))
    people = crowd(admin, 4)
    with writing():
        for number, reg_no in enumerate(people):
            Worker.update(enrolled_post=posts[1 - number % 2]).where(Worker.reg_no == reg_no).execute()
    no = ask(admin, *people, wish=PrintWish(ordered_by="post"))
    assert numbers_in(no) == [people[1], people[3], people[0], people[2]]
    assert run_named(no).ordered_by == "post"


def test_card_waits_where_it_is_printed_or_else_where_its_owner_was_registered(petugas, admin):
    here, there = crowd(petugas, 2)
    tambak = Post.get(Post.code == "tambak-lorok")
    with writing():
        Worker.update(enrolled_post=tambak).where(Worker.reg_no == there).execute()
    ask(petugas, here)
    ask(admin, there)
    assert [card.pickup_post.code for card in Card.select().order_by(Card.id)] == ["johar", "tambak-lorok"]


def test_run_keeps_the_printer_as_it_was_set_on_the_day(petugas):
    one, other = crowd(petugas, 2)
    PrinterSetting.create(place="johar", layout="a4", flip="short", front_x=125, back_y=-50)
    no = ask(petugas, one, wish=PrintWish(start=7))
    PrinterSetting.update(layout="cr80", front_x=0).execute()
    run = run_named(no)
    assert (run.layout, run.start, run.flip, run.front_x, run.back_y) == ("a4", 7, "short", 125, -50)
    chosen = run_named(ask(petugas, other, wish=PrintWish(layout="cr80", start=7)))
    assert (chosen.layout, chosen.start) == ("cr80", 1)


def test_double_click_is_one_run_and_other_content_under_its_key_is_refused(petugas):
    people, once = crowd(petugas, 2), key()
    assert ask(petugas, *people, client_key=once) == ask(petugas, *people, client_key=once)
    with pytest.raises(KeyInUse):
        ask(petugas, people[0], client_key=once)
    assert PrintRun.select().count() == 1


def test_person_in_a_run_without_an_answer_is_led_to_that_run(petugas):
    people = crowd(petugas, 3)
    no = ask(petugas, *people)
    assert ask(petugas, people[1]) == no
    assert ask(petugas, *people[:2]) == no
    assert PrintRun.select().count() == 1 and Card.select().count() == 3


def test_person_whose_card_another_post_prints_is_told_where(people, petugas):
    """They live where Johar looks after people, and were registered at Tambak Lorok."""
    one, other = crowd(petugas, 2)
    Worker.update(enrolled_post=Post.get(Post.code == "tambak-lorok")).execute()
    ask(acting(people["petugas2"]), one, other)
    for numbers in ([one], [one, other]):
        with pytest.raises(Refused, match="sedang dicetak di Pos TPI Tambak Lorok"):
            ask(petugas, *numbers)
    assert PrintRun.select().count() == 1


def test_printed_person_is_refused_with_the_way_to_a_reprint(petugas):
    (one,) = crowd(petugas, 1)
    answered(ask(petugas, one), petugas)
    with pytest.raises(AlreadyPrinted, match="Cetak ulang") as refusal:
        ask(petugas, one)
    assert refusal.value.serial == Card.get().serial
    assert PrintRun.select().count() == 1


def test_selection_leaves_out_who_has_a_card_and_who_is_held_back_and_says_how_many(petugas):
    people = crowd(petugas, 5)
    answered(ask(petugas, people[0]), petugas)
    ask(petugas, people[1])
    freeze(people[2])
    no = ask(petugas, *people)
    assert numbers_in(no) == people[3:]
    assert left_out(no) == {"already": 2, "held_back": 1}


def test_selection_in_which_nobody_needs_a_card_says_so(petugas):
    people = crowd(petugas, 2)
    answered(ask(petugas, *people), petugas)
    with pytest.raises(Refused, match="sudah punya kartu"):
        ask(petugas, *people)
    with pytest.raises(Refused, match="Belum ada yang dipilih"):
        ask(petugas)


def test_selection_of_frozen_people_says_so(petugas):
    people = crowd(petugas, 2)
    Worker.update(frozen_at=utc_now()).execute()
    with pytest.raises(Refused, match="dibekukan"):
        ask(petugas, *people)


def test_everybody_whom_the_queue_shows_is_printed_together(petugas):
    people = crowd(petugas, 3)
    once = key()
    no = ask(petugas, wanted=Wanted(post="johar"), client_key=once)
    assert numbers_in(no) == people
    assert ask(petugas, wanted=Wanted(post="johar"), client_key=once) == no
    with pytest.raises(Refused, match="Tidak ada orang yang menunggu kartu"):
        ask(petugas, wanted=Wanted(post="johar"))


@pytest.mark.parametrize("others", [0, 2])
def test_stranger_s_people_are_refused_one_by_one_and_in_a_selection(people, petugas, others):
    numbers = crowd(petugas, 1 + others)
    for name in ("petugas2", "mitra"):
        with pytest.raises(NotAllowed):
            ask(acting(people[name]), *numbers)
    with pytest.raises(NotThere):
        ask(petugas, *numbers, "SMG-AAAAAAA-A")
    assert Card.select().count() == 0
    assert ask(acting(people["rekan"]), *numbers)


def test_stranger_s_merged_number_is_refused_in_a_selection_like_the_person_it_leads_to(people, petugas):
    stranger = acting(people["petugas2"])
    own, merged, kept = crowd(petugas, 3)
    with writing():
        Worker.update(enrolled_post=stranger.post_id).where(Worker.reg_no == own).execute()
        Worker.update(merged_into=worker(kept)).where(Worker.reg_no == merged).execute()
    with pytest.raises(NotAllowed):
        ask(stranger, own, merged)
    assert numbers_in(no := ask(petugas, kept, merged)) == [kept] and left_out(no) == {"held_back": 1}


def test_nobody_in_a_selection_is_printed_before_cover_when_the_city_says_so(petugas):
    Setting.insert(
        key="card_before_cover", value="off", valid_from="2026-01-01", basis="keputusan untuk uji"
    ).execute()
    dated_settings.forget()
    with pytest.raises(Refused, match="setelah BPJS mengonfirmasi"):
        ask(petugas, *crowd(petugas, 2))
    assert Card.select().count() == 0


def test_two_desks_that_ask_for_the_same_people_at_once_get_one_run(people, petugas):
    numbers = crowd(petugas, 3)
    desks = [acting(people[name]) for name in ("petugas", "rekan", "petugas", "rekan")]
    answers = all_at_once(lambda by=by: ask(by, *numbers) for by in desks)
    assert len(set(answers)) == 1 and answers[0] == PrintRun.get().no
    assert Card.select().count() == PrintedCard.select().count() == 3


def test_sixty_people_are_printed_by_the_worker(petugas):
    people = crowd(petugas, 60)
    no = ask(petugas, *people)
    assert run_named(no).state == "asked" and parts_of(run_named(no)) == []
    with pytest.raises(NotThere):
        part_pdf(no=no, by=petugas)
    assert queue.run_waiting_tasks() == 1
    job = Job.get()
    assert (run_named(no).state, job.state, job.done, job.total) == ("ready", "done", 60, 60)
    assert printed_numbers(no, petugas) == [people]


def test_person_frozen_between_asking_and_making_is_left_out(petugas):
    people = crowd(petugas, 60)
    no = ask(petugas, *people)
    freeze(people[3])
    Card.update(void_at=utc_now()).where(Card.worker == worker(people[58])).execute()
    queue.run_waiting_tasks()
    printed = [reg_no for reg_no in people if reg_no not in (people[3], people[58])]
    assert printed_numbers(no, petugas) == [printed] and numbers_in(no) == printed
    places = PrintedCard.select().order_by(PrintedCard.place)
    assert [place.outcome for place in places] == [None] * 58 + ["unprinted"] * 2
    assert [place.place for place in places][:58] == list(range(1, 59))
    file = print_run_pages.run_of(no=no, by=petugas)
    assert [place.card.worker.reg_no for place in file.set_aside] == [people[3], people[58]]
    assert (file.printed, file.aside, file.outdated) == (58, 2, 0)


def test_photograph_of_the_person_stands_on_the_card_and_a_lost_one_keeps_nobody_from_theirs(petugas):
    with_photo, without = crowd(petugas, 2)
    keep_photo(reg_no=with_photo, photo=portrait("red"), client_key=key(), by=petugas)
    no = ask(petugas, with_photo, without)
    assert [has_red(page) for page in fronts(part_pdf(no=no, by=petugas))] == [True, False]
    answered(no, petugas, NOT_PRINTED)
    safe.remove_file(Attachment.get(Attachment.kind == "foto").path)
    again = ask(petugas, with_photo, without)
    assert [has_red(page) for page in fronts(part_pdf(no=again, by=petugas))] == [False, False]


def fronts(pdf: bytes) -> list:
    return [page.render(scale=2).to_pil().convert("RGB") for page in list(PdfDocument(pdf))[::2]]


def has_red(picture) -> bool:
    return any(
        red > 200 and green < 60 and blue < 60 for _count, (red, green, blue) in picture.getcolors(1_000_000)
    )


def test_run_of_which_nobody_is_left_ends_without_a_file(petugas):
    people = crowd(petugas, 51)
    no = ask(petugas, *people)
    Worker.update(frozen_at=utc_now()).execute()
    queue.run_waiting_tasks()
    assert run_named(no).state == "cancelled" and parts_of(run_named(no)) == []
    Worker.update(frozen_at=None).execute()
    assert ask(petugas, people[0]) != no


def test_file_stays_shut_once_somebody_in_it_is_frozen(petugas):
    people = crowd(petugas, 2)
    no = ask(petugas, *people)
    freeze(people[0])
    with pytest.raises(Refused, match="1 kartu dalam berkas ini tidak berlaku lagi"):
        part_pdf(no=no, by=petugas)
    answered(no, petugas, NOT_PRINTED)
    assert numbers_in(ask(petugas, *people)) == [people[1]]


def test_files_are_thrown_away_once_the_run_is_answered(petugas):
    no = ask(petugas, *crowd(petugas, 2))
    path = PrintPart.get().path
    answered(no, petugas)
    assert PrintPart.get().path == ""
    assert not (safe._folder / path).exists()
    with pytest.raises(FileGone):
        part_pdf(no=no, by=petugas)


def test_file_left_over_by_a_fault_is_thrown_away_by_the_next_round(petugas):
    one, other = crowd(petugas, 2)
    answered_run, waiting = ask(petugas, one), ask(petugas, other)
    PrintRun.update(state="confirmed").where(PrintRun.no == answered_run).execute()
    assert print_parts.throw_away() == 1
    assert [bool(part.path) for part in PrintPart.select().order_by(PrintPart.id)] == [False, True]
    assert part_pdf(no=waiting, by=petugas)


def kill_a_printer(cards: int) -> None:
    """Let a worker process take what is queued, and die by SIGKILL once so many cards are laid out."""
    assert how_it_ended(dying_printer.main, cards) == -9


def take_up_again() -> None:
    """Two minutes pass without a sign of life; then the job is asked for again and runs."""
    with writing():
        Job.update(heartbeat_at=utc_now() - timedelta(minutes=2)).execute()
    assert queue.ask_silent_jobs_again() == 1
    assert queue.run_waiting_tasks() == 1


def test_killed_worker_goes_on_behind_the_last_file_and_no_card_comes_twice(petugas):
    """Killed before it began, in the second file, and in the third."""
    people = crowd(petugas, 1_020)
    no = ask(petugas, *people)
    for cards, kept in ((0, 0), (700, 1)):
        kill_a_printer(cards)
        assert PrintPart.select().count() == kept and run_named(no).state == "asked"
        with writing():
            Job.update(heartbeat_at=utc_now() - timedelta(minutes=2)).execute()
        assert queue.ask_silent_jobs_again() == 1
    first = PrintPart.get().path
    assert queue.run_waiting_tasks() == 1
    printed = printed_numbers(no, petugas)
    assert [len(numbers) for numbers in printed] == [500, 500, 20]
    assert [reg_no for numbers in printed for reg_no in numbers] == people
    assert PrintPart.get(PrintPart.number == 1).path == first
    assert (run_named(no).state, Job.get().state, Job.get().tries) == ("ready", "done", 3)
    assert Card.select().count() == PrintedCard.select().count() == 1_020


def test_two_workers_at_one_run_make_each_file_once(petugas):
    people = crowd(petugas, 600)
    no = ask(petugas, *people)
    assert all_at_once([lambda: print_parts.render_run(no=no)] * 2) == [None, None]
    assert [(part.number, part.cards) for part in PrintPart.select().order_by(PrintPart.number)] == [
        (1, 500),
        (2, 100),
    ]
    assert [reg_no for numbers in printed_numbers(no, petugas) for reg_no in numbers] == people
    kept = {str(path.relative_to(safe._folder)) for path in safe._folder.rglob("*.sealed")}
    assert {part.path for part in PrintPart.select()} <= kept


def test_second_file_of_a_run_on_a4_begins_on_a_sheet_of_its_own(petugas):
    people = crowd(petugas, 510)
    no = ask(petugas, *people, wish=PrintWish(layout="a4", start=4))
    queue.run_waiting_tasks()
    parts = [(part.number, part.first, part.last) for part in parts_of(run_named(no))]
    assert parts == [(1, 1, 497), (2, 498, 510)]


def test_run_cancelled_while_it_is_made_stays_cancelled(petugas):
    no = ask(petugas, *crowd(petugas, 60))
    answered(no, petugas, NOT_PRINTED)
    queue.run_waiting_tasks()
    assert run_named(no).state == "cancelled"
    assert PrintPart.select().count() == 0


def test_run_whose_process_died_before_making_it_is_taken_up_by_the_worker(petugas, monkeypatch):
    people = crowd(petugas, 2)
    monkeypatch.setattr(print_runs.print_parts, "render_if_small", lambda no, most: None)
    no = ask(petugas, *people)
    take_up_again()
    assert printed_numbers(no, petugas) == [people]
