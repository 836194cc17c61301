import pytest

from kiosk.files.text_fit import LINE_HEIGHT, MM_PER_POINT, fit, letters, width_in, wrap_in

SIZES = (11.5, 9.5, 7.5)
BOLD = letters(700)


def test_a_bold_text_is_wider_than_a_plain_one_and_a_longer_one_too():
    assert 0.5 < width_in("M", letters(400)) < width_in("M", BOLD) < width_in("MM", BOLD) < 2.5
    assert width_in("", BOLD) == 0


def test_a_short_name_keeps_the_largest_size():
    assert fit("Siti Aminah", 52.5, 10, SIZES, 700) == (("Siti Aminah",), 11.5)


@pytest.mark.parametrize(
    "text",
    [
        "Raden Ajeng Kartini Sulistyowati Handayaningrum Widyastutiii",
        "W" * 60,
        "i" * 60,
        "Sri " * 15,
        "W" * 500,
    ],
)
def test_a_fitted_text_stays_in_its_box(text):
    lines, points = fit(text, 52.5, 10, SIZES, 700)
    assert all(width_in(line, BOLD) * points * MM_PER_POINT <= 52.5 for line in lines)
    assert len(lines) * points * LINE_HEIGHT * MM_PER_POINT <= 10


def test_only_what_cannot_fit_is_cut():
    assert "".join(fit("W" * 50, 52.5, 10, SIZES, 700).lines) == "W" * 50
    assert fit("W" * 500, 52.5, 10, SIZES, 700).lines[-1].endswith("W…")


def test_lines_break_between_words():
    assert wrap_in("Slamet Widodo Purnomo", width_in("Slamet Widodo", BOLD), BOLD) == [
        "Slamet Widodo",
        "Purnomo",
    ]
    assert wrap_in("   ", 10, BOLD) == []
