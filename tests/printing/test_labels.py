"""A label is worth what a camera reads of it."""

from itertools import groupby

import pytest

from kiosk.circulation.barcodes import label_text
from kiosk.printing.bars import LEAST_MODULE, QUIET, DoesNotFit, modules_of
from kiosk.printing.labels import LabelFace, label_sheets
from kiosk.printing.sheets import LABEL_LAYOUTS, layout_of, moved, places
from tests.printing.sheets import MM, characters, cut, fonts_are_embedded, read, words

TITLE = "小学生必读中外名著导读与欣赏丛书（第三辑·修订版）：海底两万里与八十天环游地球记（全本）"
SCHOOL = "青海省海东市互助土族自治县塘川镇中心小学"
DPI = 300  # bars are whole dots there, so that widths can be counted


def faces(count):
    titles = (TITLE, "草房子", "", "Charlie and the Chocolate Factory, an English title")
    return [LabelFace(label_text(n), SCHOOL, titles[n % 4], "I287.45/123:2") for n in range(1, count + 1)]


@pytest.mark.parametrize("name", LABEL_LAYOUTS)
@pytest.mark.parametrize("dpi", [200, 300])
def test_every_label_of_a_sheet_is_read_as_what_stands_below_it(name, dpi):
    layout = LABEL_LAYOUTS[name]
    labels = faces(layout.places - 3)
    sheets = label_sheets(labels, layout, skip=3)
    assert sheets.pages == 1
    assert [read(place) for place in cut(sheets.pdf, layout, len(labels), 3, dpi)] == [[face.text] for face in labels]


@pytest.mark.parametrize("name", LABEL_LAYOUTS)
def test_bars_are_wide_enough_and_nothing_enters_their_quiet_zones(name):
    layout = LABEL_LAYOUTS[name]
    labels = faces(8)
    for face, picture in zip(labels, cut(label_sheets(labels, layout).pdf, layout, 8, dpi=DPI), strict=True):
        dark = picture < 128
        rows = rows_of_bars(dark)
        runs = [(bit, len(list(run))) for bit, run in groupby(dark[rows[len(rows) // 2]])]
        module = min(width for _, width in runs[1:-1])
        assert module / DPI * MM >= LEAST_MODULE
        assert [(bit, round(width / module)) for bit, width in runs[1:-1]] == in_runs(modules_of(face.text))
        # A4 is not a whole number of dots: the renderer stretches the sheet by less than one.
        assert all(abs(width - round(width / module) * module) <= 1 for _, width in runs[1:-1])
        left, right = runs[0][1], picture.shape[1] - runs[-1][1]
        assert min(left, picture.shape[1] - right) >= QUIET * module
        assert not dark[rows[0] : rows[-1] + 1, :left].any()
        assert not dark[rows[0] : rows[-1] + 1, right:].any()
        assert len(rows) / DPI * MM >= 6.3


def rows_of_bars(dark):
    """The longest stretch of like rows that hold something."""
    stretches = (list(run) for _, run in groupby(range(len(dark)), key=lambda row: dark[row].tobytes()))
    return max((rows for rows in stretches if dark[rows[0]].any()), key=len)


def in_runs(modules):
    return [(bit, len(list(run))) for bit, run in groupby(modules)]


@pytest.mark.parametrize("name", LABEL_LAYOUTS)
def test_a_thousand_labels_with_long_titles_keep_to_their_places(name):
    layout = LABEL_LAYOUTS[name]
    sheets = label_sheets(faces(1000), layout)
    assert sheets.pages == -(-1000 // layout.places)
    assert not sheets.missing and fonts_are_embedded(sheets.pdf)
    at = [[] for _ in range(sheets.pages)]
    for place in places(layout, 1000):
        at[place.page].append(place)
    for page, sign, (left, bottom, right, top) in characters(sheets.pdf):
        assert any(
            p.x + 0.5 <= left
            and right <= p.x + layout.width - 0.5
            and p.y + 0.5 <= bottom
            and top <= p.y + layout.height - 0.5
            for p in at[page]
        ), (sign, left, bottom)
    said = words(sheets.pdf)
    assert all(face.text in said for face in faces(1000))


def test_a_title_of_44_signs_is_told_whole_where_there_is_room():
    assert len(TITLE) == 44
    assert TITLE in words(label_sheets([LabelFace("B000013", SCHOOL, TITLE, "I247")], LABEL_LAYOUTS["3x8"]).pdf)
    assert "…" in words(label_sheets([LabelFace("B000013", SCHOOL, TITLE, "I247")], LABEL_LAYOUTS["5x13"]).pdf)


def test_each_file_has_the_signs_of_its_own():
    layout = LABEL_LAYOUTS["3x8"]
    printed = [label_sheets([LabelFace("B000013", title=title)], layout).pdf for title in "一草蘑"]
    ink = [(next(cut(pdf, layout, 1))[:50] < 128).sum() for pdf in printed]
    assert 0 < ink[0] < ink[1] < ink[2]


def test_signs_that_the_fonts_lack_are_named():
    assert label_sheets([LabelFace("B000013", title="𠮷草")], LABEL_LAYOUTS["3x8"]).missing == "𠮷"


def test_a_code_that_is_too_long_for_its_place_is_not_squeezed():
    with pytest.raises(DoesNotFit) as refusal:
        label_sheets([LabelFace("B0894607")], LABEL_LAYOUTS["5x13"])
    assert refusal.value.needs > refusal.value.has == pytest.approx(38.1)
    narrow = label_sheets([LabelFace("B0894607")], LABEL_LAYOUTS["5x13"], least_module=0.25)
    assert [read(place) for place in cut(narrow.pdf, LABEL_LAYOUTS["5x13"], 1)] == [["B0894607"]]


def test_digits_are_paired():
    start_check_stop = 11 + 11 + 13
    assert len(modules_of("B000013")) == start_check_stop + 11 * (1 + 1 + 3)  # B, change to set C, three pairs


def test_layouts_keep_to_the_sheet():
    assert all(layout.fits for layout in LABEL_LAYOUTS.values())
    own = layout_of("2x7,99.1,38.1,4.7,15.1,101.6,38.1")
    assert own.places == 14
    assert not moved(own, 10, 0).fits
    for wrong in ("2x7", "3x7,99.1,38.1,4.7,15.1,101.6,38.1", "2x7,99.1,38.1,4.7,15.1,90,38.1", "0x7,1,1,1,1,1,1", ""):
        assert layout_of(wrong) is None
