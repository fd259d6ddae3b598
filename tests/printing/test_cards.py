import pytest

from kiosk.circulation.barcodes import card_text
from kiosk.printing.cards import CardFace, card_sheets
from kiosk.printing.sheets import CARD_LAYOUT, places
from tests.printing.sheets import characters, cut, fonts_are_embedded, pictures, read, words

SCHOOL = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市松他克镇中心小学"
NAMES = ("王小明", "欧阳娜娜", "阿卜杜热合曼·买买提依明江", "Muhammad Abdurrahman ibn Yusuf", "阿" * 30)


def faces(count, number="{:04d}"):
    return [
        CardFace(card_text(number.format(n)), SCHOOL, "借书证", NAMES[n % len(NAMES)], "三(2)班", "照片")
        for n in range(count)
    ]


@pytest.mark.parametrize("number", ["{:04d}", "20261{:05d}"])
@pytest.mark.parametrize("dpi", [200, 300])
def test_every_card_is_read_as_what_stands_below_it(number, dpi):
    cards = faces(13, number)
    sheets = card_sheets(cards, skip=2)
    assert sheets.pages == 2
    assert [read(card) for card in cut(sheets.pdf, CARD_LAYOUT, 13, 2, dpi)] == [[face.text] for face in cards]


def test_names_and_schools_of_any_length_stay_on_their_card_and_off_the_bars():
    sheets = card_sheets(faces(10))
    assert fonts_are_embedded(sheets.pdf) and not sheets.missing
    cards = list(places(CARD_LAYOUT, 10))
    for _, sign, (left, bottom, right, top) in characters(sheets.pdf):
        inside = [p for p in cards if p.x + 2 <= left and right <= p.x + CARD_LAYOUT.width - 2 and p.y <= bottom]
        inside = [p for p in inside if p.y + 1.5 <= bottom and top <= p.y + CARD_LAYOUT.height - 2]
        assert len(inside) == 1, sign
        assert top < inside[0].y + 5.6 or bottom > inside[0].y + 16.2, sign
    said = words(sheets.pdf)
    assert SCHOOL in said and all("".join(name.split()) in said for name in NAMES[:4])


def test_cut_marks_stand_outside_the_cards():
    sheets = card_sheets(faces(1))
    empty = list(cut(sheets.pdf, CARD_LAYOUT, 9, skip=1))
    assert all((card > 128).all() for card in empty)
    (sheet,) = pictures(sheets.pdf, 300)
    assert (sheet[: round(13.5 / 25.4 * 300)] < 128).any() and (sheet[:, : round(19.4 / 25.4 * 300)] < 128).any()
