"""/kartu: what is to be done with cards, who needs one, and the forms that print them, without JavaScript."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from db.models import Card, Post, PrintedCard, PrinterSetting, PrintRun, User, UserPost, Worker
from kiosk.domain.clock import utc_now
from kiosk.services import card_queue
from tests.services.at_once import acting, nik
from tests.services.crowd import crowd
from tests.web import desk
from tests.web.house_rules import check_page

SITI = {"nik": "3374015708900002", "sex": "P", "name": "Siti Aminah", "phone": ""}


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"))


def total_of(text: str) -> int:
    return int(re.search(r'<data id="queue-total" value="(\d+)"', text)[1])


def counter(text: str, name: str) -> int:
    return int(re.search(rf'<data id="{name}" value="(\d+)"', text)[1])


def ticks(text: str) -> dict[str, bool]:
    """Registration number → whether it is ticked."""
    found = re.findall(r'<input type="checkbox" name="worker" value="([^"]+)"( checked)?>', text)
    return {number: bool(ticked) for number, ticked in found}


def fields_of(text: str) -> dict[str, str]:
    """What the form that prints sends with nothing ticked: hidden fields, chosen radio buttons, the order."""
    form = text.partition('action="/kartu/lembar"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    radios = dict(re.findall(r'<input type="radio"[^>]* name="(\w+)" value="(\w+)"[^>]*checked', form))
    order = re.search(r'<option value="(\w+)" selected', form)
    return {**{name: unescape(value) for name, value in hidden.items()}, **radios, "ordered_by": order[1]}


def printed_from(client, address: str, **chosen) -> PrintRun:
    """Send the form of the list as the page gave it."""
    return printed_with(client, fields_of(client.get(address).text), **chosen)


def printed_with(client, fields: dict, **chosen) -> PrintRun:
    """Send a form again that came back."""
    answer = client.post("/kartu/lembar", data={**fields, **chosen})
    assert answer.status_code == 303, answer.text
    return PrintRun.get(PrintRun.no == answer.location.rpartition("/")[2])


def people_in(run: PrintRun) -> list[str]:
    places = PrintedCard.select().where(PrintedCard.run == run).order_by(PrintedCard.place)
    return [place.card.worker.name for place in places]


def test_officer_prints_whom_she_ticks(client_for, visit, reg_no):
    client = client_for("petugas")
    siti = desk.enrolled(client, **SITI)
    page = visit(client, "/kartu")
    assert total_of(page.text) == 2
    assert ticks(page.text) == {reg_no: False, siti: False}
    assert people_in(printed_from(client, "/kartu", worker=[siti])) == ["Siti Aminah"]
    assert set(ticks(client.get("/kartu").text)) == {reg_no}


def test_link_ticks_everybody_of_the_page(client_for, visit, reg_no):
    client = client_for("petugas")
    page = visit(client, "/kartu")
    link = next(address for address in page.page.addresses if "pilih=semua" in address)
    assert ticks(visit(client, link.replace("&amp;", "&")).text) == {reg_no: True}


def test_fifty_of_a_page_are_printed_at_once(client_for, visit, people):
    client = client_for("mitra")
    rows = [(nik(number), f"Orang {chr(65 + number // 26)}{chr(65 + number % 26)}") for number in range(53)]
    no = desk.opened(client, sheet=desk.small_sheet(*rows))
    first = visit(client, f"/kartu?batch={no}&pilih=semua")
    chosen = [number for number, ticked in ticks(first.text).items() if ticked]
    assert (total_of(first.text), len(chosen)) == (53, card_queue.PAGE)
    second = visit(client, f"/kartu?batch={no}&hal=2")
    assert len(ticks(second.text)) == 3
    run = printed_from(client, f"/kartu?batch={no}", worker=chosen)
    assert (run.cards_total, run.state) == (50, "ready")
    assert total_of(client.get(f"/kartu?batch={no}").text) == 3


def test_everybody_whom_the_filters_leave_is_printed_by_one_press(client_for, reg_no):
    client = client_for("petugas")
    desk.enrolled(client, **SITI)
    Worker.update(kelurahan="33.74.01.1001").where(Worker.name == "Siti Aminah").execute()
    run = printed_from(client, "/kartu?kelurahan=33.74.01.1001", all="y")
    assert people_in(run) == ["Siti Aminah"]
    assert people_in(printed_from(client, "/kartu", all="y")) == [desk.NAME]


def test_same_press_twice_is_one_run_also_for_everybody(client_for, reg_no):
    client = client_for("petugas")
    fields = fields_of(client.get("/kartu").text)
    first, second = (client.post("/kartu/lembar", data={**fields, "all": "y"}) for _time in range(2))
    assert first.location == second.location
    assert PrintRun.select().count() == 1


def test_pressing_print_with_nobody_ticked_gives_the_list_back_with_what_was_chosen(client_for, reg_no):
    client = client_for("petugas")
    chosen = {
        **fields_of(client.get("/kartu?hari=ini").text),
        "layout": "a4",
        "start": "7",
        "ordered_by": "post",
    }
    answer = client.post("/kartu/lembar", data=chosen)
    assert answer.status_code == 422
    assert "Pilih dulu orang yang kartunya mau dicetak" in answer.text
    given = fields_of(answer.text)
    kept = ("client_key", "filters", "layout", "start", "ordered_by")
    assert {name: given[name] for name in kept} == {name: chosen[name] for name in kept}
    assert given["filters"] == "hari=ini" and list(ticks(answer.text)) == [reg_no]
    check_page(answer)
    assert PrintRun.select().count() == 0
    assert people_in(printed_with(client, given, worker=[reg_no])) == [desk.NAME]


def test_list_given_back_is_the_page_it_was_sent_from(client_for, people):
    numbers = crowd(acting(people["petugas"]), card_queue.PAGE + 2)
    client = client_for("petugas")
    answer = client.post("/kartu/lembar", data=fields_of(client.get("/kartu?hari=ini&hal=2").text))
    assert len(ticks(answer.text)) == len(numbers) - card_queue.PAGE
    assert "/kartu?hari=ini&amp;hal=1" in answer.text


@pytest.mark.parametrize("filters", ["hal=%00", "batch=%00", "kelurahan=x&hal=-1", "%FF"])
def test_odd_filters_of_a_list_given_back_are_left_out(client_for, reg_no, filters):
    client = client_for("petugas")
    answer = client.post("/kartu/lembar", data={**fields_of(client.get("/kartu").text), "filters": filters})
    assert answer.status_code == 422 and ticks(answer.text) == {reg_no: False}


def test_counter_of_cards_handed_over_says_what_the_sheet_behind_it_says(client_for, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=[reg_no, desk.enrolled(client, **SITI)])
    johar, other = Post.get(Post.code == "johar"), Post.get(Post.code != "johar")
    UserPost.get_or_create(user=User.get(User.email == "petugas@payung.test"), post=other)
    for card, post in zip(Card.select().order_by(Card.id), (johar, other), strict=True):
        handed = {"handed_at": utc_now(), "handed_post": post, "handed_by": Worker.get().enrolled_by}
        Card.update(handed).where(Card.id == card.id).execute()
    text = client.get("/kartu").text
    assert counter(text, "handed-today") == 1 and f"hari ini di {johar.name}" in text
    assert counter(client_for("admin").get("/kartu").text, "handed-today") == 2


def test_options_are_preset_to_the_printer_of_the_post_and_sent_with_the_form(client_for, visit, reg_no):
    PrinterSetting.create(place="johar", layout="a4", flip="short", front_x=-125)
    client = client_for("petugas")
    text = visit(client, "/kartu?urut=pos").text
    assert {name: fields_of(text)[name] for name in ("layout", "start", "ordered_by")} == {
        "layout": "a4", "start": "1", "ordered_by": "post",
    }  # fmt: skip
    run = printed_from(client, "/kartu?urut=pos", worker=[reg_no], start="7")
    assert (run.layout, run.start, run.ordered_by) == ("a4", 7, "post")
    assert (run.flip, run.front_x, run.back_x) == ("short", -125, 0)


@pytest.mark.parametrize(
    "filters",
    [
        "batch=B%00",
        f"batch={21 * 'B'}",
        "kelurahan=%00",
        "kelurahan=99.99",
        "pos=tambak-lorok",
        "hari=besok",
        "urut=umur",
    ],
)
def test_filters_the_list_never_offered_print_nothing_and_are_said_to_be_unknown(client_for, reg_no, filters):
    answer = desk.print_cards(client_for("petugas"), all="y", filters=filters)
    assert answer.status_code == 422
    check_page(answer)
    assert "Saringan daftar ini tidak dikenal" in answer.text
    assert PrintRun.select().count() == 0


@pytest.mark.parametrize("number", ["²", "٣", "-1", "x", "99999999"])
@pytest.mark.parametrize(
    "address", ["/kartu", "/kartu/serah-terima", "/kartu/stok", "/kartu/lembar", "/pekerja"]
)
def test_page_number_nobody_can_count_by_is_the_first_page(client_for, visit, reg_no, address, number):
    visit(client_for("petugas"), f"{address}?hal={number}")


def test_ten_places_stand_as_they_lie_on_the_sheet(client_for, visit, reg_no):
    text = visit(client_for("petugas"), "/kartu").text
    assert re.findall(r'name="start" value="(\d+)"', text) == [str(place) for place in range(1, 11)]


@pytest.mark.parametrize(
    "sent", [{"layout": "a5"}, {"start": "11"}, {"start": "nol"}, {"ordered_by": "umur"}]
)
def test_options_nobody_offered_print_nothing(client_for, reg_no, sent):
    answer = desk.print_cards(client_for("petugas"), worker=reg_no, **sent)
    assert answer.status_code == 422
    check_page(answer)
    assert Card.select().count() == 0


def test_counters_lead_to_the_lists_behind_them(client_for, visit, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=desk.enrolled(client, **SITI))
    page = visit(client, "/kartu")
    assert [
        counter(page.text, name) for name in ("cards-to-print", "runs-waiting", "cards-to-hand-over")
    ] == [1, 1, 0]
    assert {"/kartu/lembar?keadaan=menunggu-hasil", "/kartu/serah-terima", "/kartu/harian"} <= set(
        page.page.addresses
    )
    PrintedCard.update(outcome="good").execute()
    PrintRun.update(state="confirmed").execute()
    Card.update(printed_at=utc_now()).execute()
    text = client.get("/kartu").text
    assert [counter(text, name) for name in ("cards-to-print", "runs-waiting", "cards-to-hand-over")] == [
        1,
        0,
        1,
    ]


def test_each_sees_the_people_of_their_own_scope(client_for, reg_no):
    desk.opened(client_for("mitra"), sheet=desk.small_sheet(("3374020902000001", "Sugeng")))
    names = ("petugas", "rekan", "petugas2", "mitra", "mitra_rekan", "mitra2", "admin", "auditor")
    seen = {name: counter(client_for(name).get("/kartu").text, "cards-to-print") for name in names}
    assert seen == dict(zip(names, (1, 1, 0, 1, 1, 0, 2, 2), strict=True))


def test_stranger_s_tick_prints_nothing(client_for, reg_no):
    assert desk.print_cards(client_for("petugas2"), worker=[reg_no]).status_code == 403
    assert Card.select().count() == 0


def test_auditor_looks_and_finds_nothing_to_press(client_for, visit, reg_no):
    page = visit(client_for("auditor"), "/kartu")
    assert reg_no in page.text and not ticks(page.text)
    assert not any(form.get("action") == "/kartu/lembar" for form in page.page.forms)


def test_company_is_offered_no_desk_of_a_post(client_for, visit, reg_no):
    addresses = visit(client_for("mitra"), "/kartu").page.addresses
    assert not {"/kartu/stok", "/kartu/harian"} & set(addresses)


def test_chips_take_one_filter_away_each(client_for, visit, reg_no):
    page = visit(client_for("petugas"), "/kartu?kelurahan=33.74.01.1010&hari=ini&urut=pos")
    without = [
        parse_qs(urlsplit(address).query) for address in page.page.addresses if address.startswith("/kartu?")
    ]
    assert {"hari": ["ini"], "urut": ["pos"]} in without
    assert {"kelurahan": ["33.74.01.1010"], "urut": ["pos"]} in without


def test_filter_nobody_knows_is_left_out_and_said(client_for, visit, reg_no):
    text = visit(client_for("petugas"), "/kartu?kelurahan=nol&pos=kutub&hari=esok&urut=umur").text
    assert "tidak dipakai: kelurahan, pos, saat terdaftar, urutan." in text
    assert total_of(text) == 1


def test_batch_that_can_be_none_is_left_out_and_said(client_for, visit, reg_no):
    text = visit(client_for("petugas"), f"/kartu?batch={21 * 'B'}").text
    assert "Sebagian saringan di alamat ini tidak dipakai: Batch." in text and reg_no in text


def test_empty_fields_of_the_form_are_left_out_of_the_address(client_for, reg_no):
    answer = client_for("petugas").get("/kartu?kelurahan=&hari=ini&batch=")
    assert (answer.status_code, answer.location) == (303, "/kartu?hari=ini")


def test_cards_in_an_open_run_are_told_with_whom_to_ask(client_for, visit, reg_no):
    """Of a run of Disnaker, which the officer may not open."""
    run = desk.printed(client_for("admin"), worker=reg_no)
    page = visit(client_for("petugas"), "/kartu")
    assert "Semua sudah punya kartu" not in page.text
    assert f"1 kartu, cetakan {run}" in page.text and "hasilnya dicatat Disnaker" in page.text
    assert f"/kartu/lembar/{run}" not in page.page.addresses
    assert f"/kartu/lembar/{run}" in visit(client_for("admin"), "/kartu").page.addresses
    assert run not in client_for("petugas2").get("/kartu").text


def test_open_runs_cost_no_query_each(client_for, count_queries, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    one = count_queries(lambda: client.get("/kartu"))
    desk.printed(client, worker=desk.enrolled(client, **SITI))
    assert client.get("/kartu").text.count("Buka cetakan") == 2
    assert count_queries(lambda: client.get("/kartu")) == one


def test_empty_list_says_so(client_for, visit, people):
    assert "Semua sudah punya kartu" in visit(client_for("petugas"), "/kartu").text
    text = visit(client_for("petugas"), "/kartu?hari=ini").text
    assert "Tidak ada yang perlu dicetak dengan saringan ini" in text


def test_reason_of_the_card_before_is_said_in_words(client_for, visit, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    PrintedCard.update(outcome="spoiled").execute()
    for code, words in (("spoiled", "gagal cetak"), ("hilang di laut", "hilang di laut")):
        Card.update(void_at=utc_now(), void_reason=code).execute()
        assert f"Kartu lama: {words}" in visit(client, "/kartu").text


def test_queries_do_not_grow_with_the_people(client_for, count_queries, people):
    client = client_for("petugas")

    def asked() -> int:
        client.get("/kartu")
        return count_queries(lambda: client.get("/kartu"))

    desk.enrolled(client)
    few = asked()
    for number in range(1, 6):
        desk.enrolled(client, nik=nik(number), name=f"Orang {chr(64 + number)}")
    assert asked() == few
