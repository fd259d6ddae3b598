from datetime import date

import pytest
from openpyxl import Workbook

from kiosk.imports.source import GivenFile
from kiosk.imports.tables import BEYOND, UnusableFile, read_table

TEXT = "借书号,姓名,单位\n0001,杜懿,教师\n\n0002,杨曦,二乙\n"
WANTED = [
    (2, {"借书号": "0001", "姓名": "杜懿", "单位": "教师"}),
    (4, {"借书号": "0002", "姓名": "杨曦", "单位": "二乙"}),
]


def written(path, content):
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_encoding_that_excel_and_wps_write(tmp_path, encoding, delimiter):
    headings, lines = read_table(written(tmp_path / "读者.csv", TEXT.replace(",", delimiter).encode(encoding)))
    assert headings == ["借书号", "姓名", "单位"]
    assert list(lines) == WANTED


def workbook(path, rows, formats=()):
    book = Workbook()
    book.active.title = "空"
    sheet = book.create_sheet("读者")
    for row in rows:
        sheet.append(row)
    for cell, shown_as in formats:
        sheet[cell].number_format = shown_as
    book.save(path)
    return path


def test_a_workbook_reads_as_it_looks(tmp_path):
    rows = [
        ["育英小学读者名单"],
        ["借书号", "姓名", "有效期", "定价"],
        [189.0, "杜懿", date(2027, 6, 30), 16.8],
        ["0190", " 杨曦 ", "2027-06-30", None],
        [191, "乔华国", None, 20],
    ]
    path = workbook(tmp_path / "读者.xlsx", rows, [("A5", "0000")])
    _, lines = read_table(path)
    assert list(lines) == [
        (3, {"借书号": "189", "姓名": "杜懿", "有效期": "2027-06-30", "定价": "16.8"}),
        (4, {"借书号": "0190", "姓名": "杨曦", "有效期": "2027-06-30", "定价": ""}),
        (5, {"借书号": "0191", "姓名": "乔华国", "有效期": "", "定价": "20"}),
    ]


def test_cells_beyond_the_headings_are_not_lost_silently(tmp_path):
    _, lines = read_table(written(tmp_path / "a.csv", "ISBN,书名\n1,草房子,又一格\n2\n".encode()))
    assert [row for _, row in lines] == [{"ISBN": "1", "书名": "草房子", BEYOND: "又一格"}, {"ISBN": "2", "书名": ""}]


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.xlsx", "借书号,姓名\n".encode(), "rename it to .csv"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx without a password"),
        ("a.xlsx", b"PK\x03\x04" + bytes(600), "save it again"),
        ("a.csv", b"PK\x03\x04" + bytes(600), "rename it to .xlsx"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "CSV UTF-8"),
        ("a.csv", '借书号,姓名\n1,"王\n'.encode(), "line 2"),
        ("a.csv", b"", "export the list again"),
        ("a.csv", b"\n\n", "headings"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a.pdf", b"%PDF-1.4", ".xlsx nor .csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path, name, content, remedy):
    path = written(tmp_path / name, content)
    with pytest.raises(UnusableFile) as refusal:
        list(read_table(path)[1])
    assert str(path) in str(refusal.value) and remedy in str(refusal.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnusableFile, match="check the name"):
        read_table(tmp_path / "nobody.csv")


def test_bytes_with_a_name_read_as_the_file_would():
    _, lines = read_table(GivenFile("读者.csv", TEXT.encode()))
    assert list(lines) == WANTED


def test_bytes_that_are_no_list_are_refused_under_their_name():
    with pytest.raises(UnusableFile) as refusal:
        list(read_table(GivenFile("读者.xlsx", TEXT.encode()))[1])
    assert (refusal.value.code, refusal.value.facts) == ("no_workbook", {"path": "读者.xlsx"})
