"""The monthly evaluation on paper: what it says in words, and what a picture of it carries."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest

from kiosk.domain.month_report_corrections import PEOPLE, RUPIAH, Correction
from kiosk.domain.month_report_notes import NOTES
from kiosk.domain.month_reports import (
    AreaCounts,
    ClaimCounts,
    Figures,
    Lapses,
    MonthCounts,
    Quality,
    Said,
    SchemeCounts,
    Target,
    Targeting,
    WorkCounts,
)
from kiosk.files import month_report_pictures, month_report_sentences
from kiosk.files.month_reports import MonthPaper, month_report_pdf

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
FIGURES = Figures(
    month=OCTOBER, made_on=date(2026, 11, 1), city="Kota Semarang",
    registered=200, planned=150, submitted=140, paid=130, effective=120,
    target=Target(
        756_873, 390_498, 5159, 7159, 2025, 151_347, [Said("ucj_active", 390_498, date(2025, 11, 7), "Radar")]
    ),
    months=[MonthCounts(SEPTEMBER, 120, 110, 100), MonthCounts(OCTOBER, 150, 130, 120)],
    schemes=[SchemeCounts("csr", 150, 130, 120, 23, 2_184_000, 2_016_000, 120)],
    areas=[AreaCounts("33.74.01", "Semarang Tengah", 200, 150, 130, 120), AreaCounts("luar", "Luar kota")],
    lapses=Lapses(97, 23, 12, 9, 2),
    claims=ClaimCounts(accident=2, death=1, told_in_time=1, untold=1, paid=1, paid_amount=42_000_000, open=2),
    targeting=Targeting(30, 20, 49, 48, [WorkCounts("tukang-cukur", "Tukang cukur", 4)]),
    quality=Quality(people=190, no_phone=19, cards_waiting=7),
)  # fmt: skip


def paper(figures=FIGURES, **other) -> MonthPaper:
    known = {
        "made_at": datetime(2026, 11, 1, 6, 10), "day": date(2026, 11, 23), "owner": "Dinas Tenaga Kerja",
        "branch": "BPJS Ketenagakerjaan Semarang Pemuda", "sha256": "ab" * 32,
    }  # fmt: skip
    return MonthPaper(figures=figures, **{**known, **other})


def pages_of(made: MonthPaper) -> list[str]:
    document = pypdfium2.PdfDocument(month_report_pdf(made))
    return [
        " ".join(page.get_textpage().get_text_bounded().replace("\xa0", " ").split()) for page in document
    ]


@pytest.fixture(scope="module")
def pages():
    return pages_of(paper())


def test_the_first_page_tells_city_month_and_three_figures(pages):
    for words in (
        "Kota Semarang",
        "Oktober 2026",
        "120 pekerja terlindungi",
        "23 di antaranya baru",
        "97 / 120",
    ):
        assert words in pages[0]
    assert (
        "Pada 7 November 2025 (11 bulan sebelum 31 Oktober 2026) 51,59 % calon peserta di kota aktif"
        in pages[0]
    )
    assert "kurang 151.347 orang. Belum ada target 2026 yang tercatat." in pages[0]
    assert "Radar, per 7 November 2025" in pages[0]
    assert f"halaman 1 dari {len(pages)}" in pages[0]


def test_it_says_in_sentences_what_its_figures_mean(pages):
    text = " ".join(pages)
    for sentence in (
        "120 pekerja rentan terlindungi pada Oktober 2026, 20 orang lebih banyak daripada September 2026.",
        "Dari 120 orang yang janjinya habis pada September 2026, 97 berlanjut; 23 tidak.",
        "12 orang pernah dihubungi dan 9 di antaranya sempat diberi tahu.",
        "3 klaim dilaporkan pada Oktober 2026: 2 kecelakaan kerja dan 1 kematian. BPJS membayar 1 klaim, Rp42.000.000.",
        "Dari 2 kecelakaan kerja, 1 dilaporkan ke BPJS dalam 2 × 24 jam dan 1 belum dilaporkan sampai 31 Oktober 2026 "
        "padahal batasnya sudah lewat.",
        "Rp2.016.000 ÷ 120 bulan perlindungan = Rp16.800",
        "Dari 30 pekerja terdaftar yang bertanda miskin ekstrem, 20 terlindungi.",
        "Belum seorang pun terlindungi: Tukang cukur (4 terdaftar).",
    ):
        assert sentence in text, sentence


def test_every_figure_is_explained_at_the_end(pages):
    assert "Cara menghitung" in pages[-1]
    for note in NOTES:
        assert note.title in pages[-1], note.title
    assert "ab" * 8 in pages[-1]


def test_a_report_that_nothing_has_corrected_says_so(pages):
    assert "Koreksi sesudah laporan ini Tidak ada" in " ".join(pages)
    assert "SEMENTARA" not in " ".join(pages)


def test_corrections_stand_beside_the_frozen_figures():
    told = (
        Correction(
            "Terlindungi di %(what)s", PEOPLE, 120, 118, {"what": "Semarang Tengah"}, why="pembayaran dibalik"
        ),
        Correction("Manfaat yang dibayar BPJS pada bulan itu", RUPIAH, 42_000_000, 70_000_000),
    )
    text = " ".join(pages_of(paper(corrections=told)))
    assert "2 angka orang dan klaim kini lain" in text
    assert "Terlindungi di Semarang Tengah 120 118 −2 pembayaran dibalik" in text
    assert "Rp42.000.000 Rp70.000.000 +Rp28.000.000" in text
    assert "120 pekerja terlindungi" in text


def test_people_and_money_that_changed_are_counted_apart():
    told = (Correction("Terlindungi", PEOPLE, 1, 2), Correction("Iuran", RUPIAH, 1, 2, is_kept=False))
    assert (
        month_report_sentences.corrected(told) == "1 angka orang dan klaim, juga 1 angka uang dan orang baru"
    )
    assert month_report_sentences.corrected(told[1:]) == "1 angka uang dan orang baru"


@pytest.mark.parametrize("many", [3, 14, 15, 40])
def test_a_table_of_corrections_leaves_no_row_alone(many):
    told = [
        Correction(f"Angka ke-{row}.", PEOPLE, 1, 2, why="dicatat kemudian") for row in range(1, many + 1)
    ]
    for page in pages_of(paper(corrections=told)):
        assert sum(f"Angka ke-{row}." in page for row in range(1, many + 1)) != 1


def test_no_page_holds_the_quality_of_the_records_alone(pages):
    page = next(page for page in pages if "Mutu data" in page and "Yang kurang" in page)
    assert "Apakah sampai kepada yang dituju" in page


def test_it_can_be_read_by_a_screen_reader():
    assert pypdfium2.PdfDocument(month_report_pdf(paper())).is_tagged()


def told_of(claims: ClaimCounts, *, made_on=date(2026, 11, 1)) -> str:
    figures = Figures(OCTOBER, made_on, claims=claims)
    said = f"{month_report_sentences.claims(figures)} {month_report_sentences.clock(figures)}"
    return said.replace(month_report_sentences.BLANK, " ")


def test_who_died_is_added_up_and_said_to_have_died_at_work():
    said = told_of(ClaimCounts(accident=2, accident_death=1, death=2, told_in_time=3))
    assert "5 klaim dilaporkan pada Oktober 2026: 2 kecelakaan kerja dan 3 kematian (1 di antaranya" in said
    assert "Dari 3 kecelakaan kerja (yang meninggal ikut dihitung), 3 dilaporkan" in said
    assert "2 kematian karena kecelakaan kerja." in told_of(ClaimCounts(accident_death=2))
    assert ": 2 kematian." in told_of(ClaimCounts(death=2))


@pytest.mark.parametrize(
    ("untold", "waiting", "sentence"),
    [
        (1, 5, "dan 6 belum dilaporkan sampai 23 Oktober 2026, 5 di antaranya masih dalam batas."),
        (0, 5, "dan 5 belum dilaporkan sampai 23 Oktober 2026, dan masih dalam batas."),
        (6, 0, "dan 6 belum dilaporkan sampai 23 Oktober 2026 padahal batasnya sudah lewat."),
    ],
)
def test_who_is_still_in_time_is_not_called_late(untold, waiting, sentence):
    claims = ClaimCounts(accident=1 + untold + waiting, told_in_time=1, untold=untold, waiting=waiting)
    assert told_of(claims, made_on=date(2026, 10, 23)).endswith(sentence)


def test_another_number_of_people_who_lack_is_explained():
    stated = Said("ucj_target_more", 170_000, date(2025, 11, 7), "Radar", 2025)
    target = replace(FIGURES.target, said=[*FIGURES.target.said, stated], more_computed=151_347)
    said = month_report_sentences.other_count(replace(FIGURES, target=target))
    assert said.startswith("Radar menyebut kurang 170.000 orang; menurut hitungan") and "151.347" in said
    assert month_report_sentences.other_count(FIGURES) == ""


def test_months_before_there_were_records_are_no_zeros():
    months = [
        MonthCounts(date(2026, month, 1), *(count,) * 3) for month, count in ((7, 0), (8, 0), (9, 4), (10, 0))
    ]
    assert [cell.count for cell in month_report_pictures.strip(months)] == ["–", "–", "4", "0"]
    line = month_report_pictures.trend(months)
    assert (line.before, line.first[2:4], line.last[2]) == ("Jul 2026", ("4", "Sep 2026"), "0")
    assert month_report_pictures.trend(months[:3]) is None
    text = " ".join(pages_of(paper(replace(FIGURES, months=months))))
    assert "2026: tidak ada catatan" in text.replace(":", ": ").replace("  ", " ") and "– : tidak ada" in text


@pytest.mark.parametrize(
    ("effective", "share", "step"), [(595, "60 %", 4), (594, "59 %", 3), (799, "80 %", 5)]
)
def test_the_shade_of_a_tile_is_that_of_the_share_it_prints(effective, share, step):
    tile = month_report_pictures.tile_map(
        [AreaCounts("33.74.01", "Semarang Tengah", 1000, 1000, 1000, effective)]
    )
    assert (tile.tiles[0].share, tile.tiles[0].step) == (share, step)


def test_a_running_month_is_marked_on_every_page():
    pages = pages_of(paper(sha256=""))
    assert all("SEMENTARA" in page for page in pages)
    assert "Koreksi sesudah" not in " ".join(pages)
    assert "angka sampai 23 November 2026" in pages[0]


def test_a_month_in_which_nothing_happened_is_whole_sentences_too():
    empty = Figures(
        month=OCTOBER, made_on=date(2026, 11, 1), city="Kota Semarang", months=[MonthCounts(OCTOBER)]
    )
    text = " ".join(pages_of(paper(empty)))
    for sentence in (
        "Bulan sebelumnya belum ada perlindungan dalam catatan ini.",
        "Tidak ada orang yang janji penanggungnya habis pada September 2026.",
        "Tidak ada kecelakaan kerja atau kematian yang dilaporkan pada Oktober 2026.",
        "Belum ada iuran yang dibayar untuk bulan yang berlaku.",
        "belum dicatat, maka cakupan kota belum dapat dihitung",
    ):
        assert sentence in text, sentence


@pytest.mark.parametrize(
    ("lapses", "sentence"),
    [
        (Lapses(continued=3), "Dari 3 orang yang janjinya habis pada September 2026, semuanya berlanjut."),
        (Lapses(lapsed=3), "Dari 3 orang yang janjinya habis pada September 2026, 0 berlanjut; 3 tidak."),
    ],
)
def test_who_went_on_is_told_in_one_sentence(lapses, sentence):
    told = month_report_sentences.lapses(Figures(OCTOBER, OCTOBER, lapses=lapses))
    assert told.replace(month_report_sentences.BLANK, " ") == sentence


def test_no_picture_has_a_gradient_and_the_map_knows_every_kecamatan():
    areas = [
        AreaCounts(f"33.74.{code:02}", f"Kecamatan {code}", 10, 5, 5, code % 11) for code in range(1, 17)
    ]
    drawn = month_report_pictures.tile_map(areas)
    assert len(drawn.tiles) == 16
    assert {(tile.x, tile.y) for tile in drawn.tiles} == {(tile.x, tile.y) for tile in drawn.tiles}
    assert max(tile.x + tile.width for tile in drawn.tiles) <= month_report_pictures.WIDTH
    assert b"/ShadingType" not in month_report_pdf(paper())


def test_what_there_is_at_all_is_seen_in_a_bar_and_nothing_is_longer_than_its_room():
    assert month_report_pictures.long(1, 1_000_000, 60) > 0
    assert month_report_pictures.long(7, 5, 60) == 60
    assert month_report_pictures.long(0, 5, 60) == 0
