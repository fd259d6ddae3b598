"""Catalogue data as vendors deliver it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.models import Item, Record
from kiosk.imports.importing import import_records
from kiosk.imports.iso2709 import laid_out, read_records
from kiosk.imports.marc_writing import cnmarc
from kiosk.imports.tables import UnusableFile

AT = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
LEADER = "     nam0 22        450 "
CNMARC = {
    "001": "012003000001",
    "010": "  ‡a978-7-5560-0875-9‡b平装‡dCNY20.00",
    "105": "  ‡aa   z   000yy",
    "200": "1 ‡a草房子‡9cao fang zi‡h第二卷‡e纪念版‡f曹文轩[著]",
    "210": "  ‡a武汉‡c长江少年儿童出版社‡d2014",
    "215": "  ‡a276页‡d21cm",
    "225": "2 ‡a曹文轩纯美小说系列",
    "606": "0 ‡a儿童文学‡x长篇小说‡y中国‡z当代",
    "690": "  ‡aI287.45‡v5",
    "905": "  ‡aYYXX‡bB0000017‡bB0000018‡dI287.45‡e12",
}
MARC21 = {
    "008": "140101s2014    cc a   j   d  000 1 chi d",
    "020": "  ‡a9787556008759 (pbk.) :‡cCNY20.00",
    "100": "1 ‡aCao, Wenxuan,‡eauthor.",
    "245": "10‡aCao fang zi :‡ban edition /‡cCao Wenxuan.",
    "260": "  ‡aWuhan :‡bChangjiang Press,‡c2014.",
    "300": "  ‡a276 p. ;‡c21 cm.",
    "650": " 0‡aChildren's stories‡xChinese.",
    "852": "  ‡bMAIN‡hI287.45‡i12‡pB0000017",
}


def marc(fields, encoding="utf-8"):
    return laid_out(LEADER, [(tag, text.replace("‡", "\x1f").encode(encoding)) for tag, text in fields.items()])


@pytest.fixture
def take(database, tmp_path):
    def take(*records, name="图书.iso", between=b""):
        path = tmp_path / name
        path.write_bytes(between.join(records) + between)
        return import_records(path, database, AT)

    return take


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("between", [b"", b"\r\n"])
def test_a_cnmarc_record_becomes_a_title_with_its_copies(take, encoding, between):
    report = take(marc(CNMARC, encoding), between=between)
    assert (report.new, report.copies_added, report.rejects) == (1, 2, [])
    book = Record.get()
    assert (book.isbn, book.title, book.author) == ("9787556008759", "草房子. 第二卷 : 纪念版", "曹文轩[著]")
    assert (book.publisher, book.published, book.pages) == ("长江少年儿童出版社", "2014", "276页")
    assert (book.price, book.series, book.call_number) == ("CNY20.00", "曹文轩纯美小说系列", "I287.45/12")
    assert (book.subject, book.item_type) == ("儿童文学 -- 长篇小说 -- 中国 -- 当代", "book")
    assert {(item.label, item.accession_no, item.price) for item in Item.select()} == {
        ("B0000017", "B0000017", 2000),
        ("B0000018", "B0000018", 2000),
    }


def test_a_marc21_record_becomes_a_title_with_its_copies(take):
    report = take(marc(MARC21), name="books.mrc")
    assert (report.new, report.copies_added, report.rejects) == (1, 1, [])
    book = Record.get()
    assert (book.isbn, book.title, book.author) == ("9787556008759", "Cao fang zi : an edition", "Cao, Wenxuan")
    assert (book.publisher, book.published, book.pages) == ("Changjiang Press", "2014", "276 p.")
    assert (book.call_number, book.shelf, book.item_type) == ("I287.45/12", "MAIN", "reference")
    assert book.subject == "Children's stories -- Chinese"


def test_the_same_file_again_changes_nothing(take):
    take(marc(CNMARC))
    assert not take(marc(CNMARC)).wrote


def test_a_record_without_holdings_waits_for_its_book(take):
    report = take(marc({tag: text for tag, text in CNMARC.items() if tag != "905"}))
    assert (report.new, report.copies_added) == (1, 0)
    assert Record.get().call_number == "I287.45"


def test_lengths_in_characters_where_the_standard_counts_bytes_are_forgiven(take):
    good = marc(CNMARC)
    tags_alone = b"".join(good[24 + 12 * n : 27 + 12 * n] + b"000000000" for n in range(len(CNMARC)))
    wrong = b"00123" + good[5:12] + b"00077" + good[17:24] + tags_alone + good[24 + 12 * len(CNMARC) :]
    assert take(wrong).rejects == []
    assert Record.get().isbn == "9787556008759"


def test_a_record_cut_off_is_named_and_the_others_are_taken(take):
    other = marc(CNMARC | {"010": "  ‡a9787020002207", "905": "  ‡bB9"})
    report = take(other, marc(CNMARC)[:-40])
    assert report.new == 1
    assert [(reject.line, reject.code) for reject in report.rejects] == [(2, "marc_cut")]


def test_a_label_of_another_title_is_refused(take):
    take(marc(CNMARC))
    report = take(marc(CNMARC | {"010": "  ‡a9787020002207"}))
    assert [reject.code for reject in report.rejects] == ["label_elsewhere"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), ("书名,ISBN\n".encode(), "not_marc"), (b"\xff\xfe\x1d" * 40, "marc_encoding")],
)
def test_what_is_no_marc_file_is_refused(tmp_path, content, code):
    (tmp_path / "a.iso").write_bytes(content)
    with pytest.raises(UnusableFile) as refusal:
        list(read_records(tmp_path / "a.iso"))
    assert refusal.value.code == code


def test_what_was_written_can_be_read_again(take):
    take(marc(CNMARC))
    row = Record.select().dicts().get()
    written = cnmarc(row, ["B0000017", "B0000018"])
    assert not take(written).wrote
