"""`print`: what comes out of it is held before the station's own camera and patterns."""

import pytest

from db.connection import open_database
from db.models import Audit, Change, Item, Patron, Staff
from db.settings import put_setting
from kiosk.circulation.barcodes import card_text, label_text
from kiosk.cli import main
from kiosk.lending.identify import StaffCard, identify
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rules.files import load_patterns
from kiosk.printing.sheets import CARD_LAYOUT, LABEL_LAYOUTS
from kiosk.sync.enrolment import enrol
from tests import school
from tests.printing.sheets import cut, read, words


@pytest.fixture
def url(tmp_path):
    url = str(tmp_path / "s.db")
    db = open_database(url)
    third = school.school_class("三(2)班")
    for number in ("0189", "0190", "0191"):
        school.patron(number, "王小明", third)
    Patron.update(card_lost=True).where(Patron.number == "0191").execute()
    school.patron("9001", "陈老师", category="teacher")
    Staff.create(name="小李", role="helper", card="H0001")
    school.record("9787556008759", "草房子", copies=3)
    put_setting("school_name", "育英小学")
    db.close()
    return url


@pytest.fixture
def printed(url, tmp_path, capsys):
    def printed(*arguments):
        path = tmp_path / "out.pdf"
        status = main(["print", *arguments, "--db", url, "-o", str(path)])
        output = capsys.readouterr()
        return status, output.out + output.err, path.read_bytes() if status < 2 else b""

    return printed


def test_a_class_has_its_cards_but_not_the_lost_one(printed, url):
    status, said, pdf = printed("cards", "--class", "三（2）班")
    assert status == 1 and "0191: not printed, it is reported lost" in said
    assert "育英小学" in words(pdf) and "借书证" in words(pdf)
    texts = [read(card) for card in cut(pdf, CARD_LAYOUT, 2)]
    assert texts == [[card_text("0189")], [card_text("0190")]]
    db = open_database(url)
    desk = school.desk_at(db)
    assert [identify(desk, text, desk.bylaw().patterns).number for (text,) in texts] == ["0189", "0190"]
    db.close()


def test_teachers_and_helpers_have_cards_too(printed, url):
    _, _, pdf = printed("cards", "--teachers", "--language", "en")
    assert [read(card) for card in cut(pdf, CARD_LAYOUT, 1)] == [[card_text("9001")]]
    assert "Librarycard" in words(pdf) and "Teacher" in words(pdf)
    _, _, pdf = printed("cards", "--staff")
    ((text,),) = [read(card) for card in cut(pdf, CARD_LAYOUT, 1)]
    assert text == "H0001-3"
    db = open_database(url)
    desk = school.desk_at(db)
    assert isinstance(identify(desk, text, desk.bylaw().patterns), StaffCard)
    assert not isinstance(identify(desk, "H0001-4", desk.bylaw().patterns), StaffCard)
    db.close()


def test_a_card_that_the_schools_patterns_would_not_read_is_printed_plain_or_not_at_all(printed, url):
    db = open_database(url)
    text = "[[pattern]]\nkind = 'patron_card'\nexpression = '0\\d{3}'\n"
    load_patterns(school.desk_at(db), AT_COMMAND_LINE, school.MONDAY_NOON, text)
    db.close()
    _, _, pdf = printed("cards", "--reader", "0189")
    assert [read(card) for card in cut(pdf, CARD_LAYOUT, 1)] == [["0189"]]
    assert printed("cards", "--teachers")[1].startswith("9001: not printed, the patterns would not read it")
    assert "take no label such as B000013" in printed("labels", "--count", "1")[1]


def test_copies_are_labelled_once_and_printed_as_often_as_wanted(printed, url):
    layout = LABEL_LAYOUTS["5x13"]
    _, said, pdf = printed("labels", "--unlabelled", "--layout", "5x13", "--skip", "4")
    wanted = [[label_text(serial)] for serial in (1, 2, 3)]
    assert "3 labels on 1 sheets" in said
    assert [read(label) for label in cut(pdf, layout, 3, skip=4)] == wanted
    assert "草房子" in words(pdf)
    _, _, again = printed("labels", "--from", label_text(1), "--count", "3", "--layout", "5x13")
    assert [read(label) for label in cut(again, layout, 3)] == wanted and "草房子" in words(again)
    _, _, once_more = printed("labels", "--label", label_text(2), "--layout", "5x13")
    assert [read(label) for label in cut(once_more, layout, 1)] == [wanted[1]]
    assert "has a label already" in printed("labels", "--unlabelled")[1]
    db = open_database(url)
    assert sorted(item.label for item in Item.select()) == [text for (text,) in wanted]
    db.close()


def test_numbers_that_could_not_be_printed_are_not_lost(printed, url, tmp_path, capsys):
    assert main(["print", "labels", "--unlabelled", "--db", url, "-o", str(tmp_path)]) == 2
    again = capsys.readouterr().err.split("`")[1]
    assert again == f"print labels --from {label_text(1)} --count 3"
    _, _, pdf = printed(*again.split()[1:])
    assert [read(label) for label in cut(pdf, LABEL_LAYOUTS["3x8"], 3)] == [[label_text(n)] for n in (1, 2, 3)]


def test_the_centre_tells_its_stations_and_a_station_gives_out_no_numbers(printed, url):
    db = open_database(url)
    enrol("k-abcdef")
    put_setting("feed_version", "1")
    db.close()
    printed("labels", "--unlabelled")
    db = open_database(url)
    assert [(row.deed, row.place) for row in Audit.select()] == [("labels_given_out", "command line")]
    told = {(change.entity, change.entity_id) for change in Change.select()}
    assert told == {("setting", "last_label_serial"), *(("item", item.id.hex) for item in Item.select())}
    put_setting("kiosk_centre_id", "another")
    db.close()
    assert printed("labels", "--count", "2")[0] == 2
    assert printed("cards", "--class", "三(2)班")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cards", "--class", "九班"), "there is no class «九班»; there are 三(2)班"),
        (("cards", "--reader", "R0189"), "without prefix"),
        (("cards", "--teachers", "--skip", "10"), "skip 0 to 9"),
        (("cards", "--teachers", "--shift", "30,0"), "off the sheet"),
        (("labels", "--count", "0"), "print 1 to"),
        (("labels", "--count", "2", "--layout", "9x9"), "--layout 9x9"),
        (("labels", "--count", "2", "--from", "B0894607"), "no number of ours"),
        (("labels", "--label", "B0894607"), "no copy bears"),
        (("labels", "--unlabelled", "--most", "0"), "label 1 or more"),
        (("labels", "--count", "2", "--shift", "x"), "1.5,-1"),
        (("labels", "--count", "2", "--module", "1"), "choose another --layout"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(printed, arguments, said):
    status, output, _ = printed(*arguments)
    assert status == 2
    assert said in output
