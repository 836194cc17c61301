"""Whether the programme works, as each role reads it: numbers, where they stand still, by whom, and counting anew."""

import html
import re

import pytest

from db.models import Job, Worker
from kiosk.services import queue
from tests.services.at_once import acting
from tests.services.evaluation_town import count_all, enrolled
from tests.web.coverage.figures import data_of, links_of
from tests.web.desk import key, send

PAGE, AGAIN = "/cakupan/evaluasi", "/cakupan/evaluasi/hitung-ulang"
LISTS = f"{PAGE}/orang"


def linked(page: str) -> list[tuple[str, int]]:
    """Each number that leads to a list, with the number it shows."""
    main = page.partition('id="main"')[2].partition("</main>")[0]
    found = re.findall(r'<a [^>]*href="(/cakupan/evaluasi/orang\?[^"]+)"[^>]*>([\d.]+)<', main)
    return [(html.unescape(link), int(shown.replace(".", ""))) for link, shown in found]


def text_of(page: str) -> str:
    main = page.partition('id="main"')[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize("name", ["admin", "auditor"])
@pytest.mark.parametrize("by", ["", "?menurut=perusahaan", "?menurut=opd", "?menurut=raja"])
def test_every_number_leads_to_a_list_as_long(client_for, visit, town, name, by):
    client = client_for(name)
    numbers = linked(visit(client, f"{PAGE}{by}").text)
    assert len({link for link, _shown in numbers}) > 10
    for link, shown in numbers:
        assert data_of(client.get(link).text, "people-total") == str(shown), link


def test_the_sentence_says_how_many_of_all(client_for, visit, town):
    said = text_of(visit(client_for("auditor"), PAGE).text)
    assert (
        "Dari 14 orang terdaftar: 4 tidak pernah didanai, 3 didanai tetapi belum pernah terlindungi, "
        "5 pernah terlindungi, lalu putus. "
        "Selebihnya tidak perlu ditangani: 1 terlindungi bulan ini, 1 berhenti sendiri."
    ) in said
    assert "sudah dibayar lagi, belum dikonfirmasi BPJS" in said and "Bukan lewat pos" in said


def test_each_step_leads_to_where_this_reader_may_go_on(client_for, visit, town):
    office, post = visit(client_for("admin"), PAGE).text, visit(client_for("petugas"), PAGE).text
    lapsed = re.search(r'id="lapsed">.*?</section>', office, re.S)[0]
    nobody = re.search(r"<li>(?:(?!</li>).)*belum ada yang menanggung lagi.*?</li>", lapsed, re.S)[0]
    assert 'href="/menunggu"' in nobody and 'href="/berakhir?daftar=menunggak"' in nobody
    assert 'href="/tagihan"' in office and 'href="/tagihan"' not in post
    assert f'href="{LISTS}?tahap=putus&amp;langkah=promised">Lihat orangnya' in post
    leads = {
        link for page in (office, post) for link in re.findall(r'class="row-link[^>]*href="([^"]+)"', page)
    }
    for name, page in (("admin", office), ("petugas", post)):
        client = client_for(name)
        for link in leads:
            if f'href="{link}"' in page:
                assert client.get(html.unescape(link)).status_code in (200, 303), (name, link)


def test_an_officer_reads_of_the_own_post_alone(client_for, visit, town):
    for name, shown in (("petugas", [1, 3, 5]), ("rekan", [1, 3, 5]), ("petugas2", [2])):
        page = visit(client_for(name), PAGE).text
        totals = [count for link, count in linked(page) if re.fullmatch(r".*\?tahap=[a-z-]+", link)]
        assert totals == shown
        assert "menurut=" not in page and AGAIN not in page
    assert "Pasar Johar" not in text_of(client_for("petugas2").get(PAGE).text.partition('id="menurut"')[2])


def test_a_secretary_reads_numbers_of_the_own_department_and_no_name(client_for, visit, town, people):
    page = visit(client_for("opd"), PAGE).text
    assert people["opd"].opd.name in page and people["opd2"].opd.name not in text_of(page)
    assert linked(page) == [] and "2 orang" in text_of(page)
    assert not any(one.name in page or one.reg_no in page for one in Worker.select())
    assert "2 orang" not in text_of(visit(client_for("opd2"), PAGE).text)


@pytest.mark.parametrize("name", ["mitra", "donatur"])
def test_nobody_else_opens_it(client_for, town, name):
    for address in (PAGE, LISTS):
        assert client_for(name).get(address).status_code == 403


def test_before_the_first_count_it_says_so(client_for, visit, people):
    page = visit(client_for("auditor"), PAGE).text
    assert "Evaluasi belum pernah dihitung" in page and AGAIN not in page
    assert AGAIN in visit(client_for("admin"), PAGE).text
    assert client_for("admin").get(LISTS).status_code == 404


def test_an_admin_has_it_counted_again_once_per_press(client_for, visit, town, people):
    client, press = client_for("admin"), {"client_key": key()}
    enrolled(acting(people["petugas"]))
    for _ in range(2):
        assert send(client, AGAIN, press).location == PAGE
    assert Job.select().where(Job.kind == "evaluation.count").count() == 1
    page = visit(client, PAGE).text
    assert "Yang baru sedang dihitung" in page and AGAIN not in page and "Dari 14 orang" in text_of(page)
    queue.run_waiting_tasks()
    assert "Dari 15 orang terdaftar" in text_of(visit(client, PAGE).text)


def test_a_press_that_is_none_gives_the_page_back(client_for, town):
    answer = send(client_for("admin"), AGAIN, {"client_key": "bukan kunci!"})
    assert answer.status_code == 422 and "Dari 14 orang" in text_of(answer.text)
    assert client_for("auditor").get(AGAIN).location == PAGE
    assert send(client_for("auditor"), AGAIN, {"client_key": key()}).status_code == 403
    assert not Job.select().where(Job.kind == "evaluation.count").exists()


def test_more_people_ask_no_more_questions(client_for, count_queries, town, people):
    client = client_for("admin")
    few = count_queries(lambda: (client.get(PAGE), client.get(f"{LISTS}?tahap=belum-didanai")))
    for name in ("petugas", "petugas2"):
        enrolled(acting(people[name]), 20)
    count_all()
    assert count_queries(lambda: (client.get(PAGE), client.get(f"{LISTS}?tahap=belum-didanai"))) <= few


@pytest.mark.parametrize("name", ["admin", "auditor", "opd"])
def test_coverage_leads_to_it(client_for, town, name):
    assert PAGE in links_of(client_for(name).get("/cakupan").text, PAGE)


def test_an_officer_finds_it_on_the_first_page(client_for, town):
    assert PAGE in links_of(client_for("petugas").get("/").text, PAGE)
    assert links_of(client_for("mitra").get("/").text, PAGE) == []
