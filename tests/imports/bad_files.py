"""Files as they really arrive: each made small and wrong in one way."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from kiosk.imports.iso2709 import laid_out
from kiosk.imports.tables import MOST_BYTES, MOST_LINES, MOST_UNPACKED, OLE2

BOOK_HEAD = "ISBN,书名,册数\n"
READER_HEAD = "借书号,姓名,班级\n"
GOOD_ISBN = "9787556008759"
CHUNK = b"<c><v>1</v></c>" * 70_000
LEADER = "     nam0 22        450 "


@dataclass(frozen=True, slots=True)
class BadFile:
    """what: is wrong with it, for the table of the docs; name: of the file; kind: records or patrons."""

    what: str
    name: str
    make: Callable[[Path], object]
    kind: str = "records"


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode(encoding))


def raw(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def workbook(rows: Iterable[Iterable], merged: str = "", format_of: tuple[str, str] | None = None):
    def make(path: Path) -> None:
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        if merged:
            book.active.merge_cells(merged)
        if format_of:
            book.active[format_of[0]].number_format = format_of[1]
        book.save(path)

    return make


def cut_off(path: Path) -> None:
    workbook([["ISBN", "书名"], [GOOD_ISBN, "草房子"]])(path)
    path.write_bytes(path.read_bytes()[:-900])


def any_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("照片/一.txt", "1")


def of_200_megabytes(path: Path) -> None:
    """As the disk sees it; the pages between are holes."""
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * 1024 * 1024)
    assert path.stat().st_size > MOST_BYTES


def zip_bomb(path: Path) -> None:
    """A few hundred kilobytes that unpack to more than memory should hold."""
    workbook([["ISBN", "书名"]])(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as sheet,
    ):
        for _ in range(MOST_UNPACKED // len(CHUNK) + 1):
            sheet.write(CHUNK)


def lying_zip(path: Path) -> None:
    """The archive says that its sheet is short; unpacked it is not."""
    workbook([["ISBN", "书名"], *([GOOD_ISBN, "草房子"] for _ in range(5_000))])(path)
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    content[place + 24 : place + 28] = (900).to_bytes(4, "little")
    path.write_bytes(content)


def entity_bomb(path: Path) -> None:
    """Ten entities of ten entities of ten …: a page of text that would fill the memory."""
    workbook([["ISBN", "书名"], [GOOD_ISBN, "草房子"]])(path)
    parts = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    cell = '<c r="A1" t="inlineStr"><is><t>&e11;</t></is></c>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "boom">{parts}]>'
    replace_in(path, "xl/worksheets/sheet1.xml", f'<?xml version="1.0"?>{doctype}{sheet}'.encode())


def replace_in(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, old in entries.items():
            archive.writestr(entry, content if entry == name else old)


def marc(isbn: str = GOOD_ISBN, title: str = "草房子") -> bytes:
    fields = {"010": f"  \x1fa{isbn}", "200": f"1 \x1fa{title}"}
    return laid_out(LEADER, [(tag, field.encode()) for tag, field in fields.items() if len(field) > 4])


def page_of_the_web(path: Path) -> None:
    path.write_text("<html><table><tr><td>ISBN</td><td>书名</td></tr></table></html>", encoding="utf-8")


BAD_FILES = (
    # --- the table itself
    BadFile("标题不认识", "标题.xlsx", workbook([["甲", "乙"], [GOOD_ISBN, "草房子"]])),
    BadFile("没有书名这一列", "缺列.csv", text("ISBN,册数\n9787556008759,1\n")),
    BadFile("没有号码这一列", "缺号.csv", text("书名,册数\n草房子,1\n")),
    BadFile("标题合并成一格", "合并标题.xlsx", workbook([["ISBN 和书名", None], [GOOD_ISBN, "草房子"]], "A1:B1")),
    BadFile("只有一列，没有标题行", "一列.csv", text("草房子\n红楼梦\n")),
    BadFile("全是空行", "空行.xlsx", workbook([[None, None], [None, None]])),
    BadFile("只有标题，没有书", "只有标题.csv", text(BOOK_HEAD)),
    BadFile("多于三十万行", "太多行.csv", text(BOOK_HEAD + "\n" * (MOST_LINES - 1) + f"{GOOD_ISBN},草房子,1\n" * 2)),
    # --- lines
    BadFile(
        "ISBN 合并了两行",
        "合并.xlsx",
        workbook([["ISBN", "书名"], [GOOD_ISBN, "草房子"], [None, "草房子"]], "A2:A3"),
    ),
    BadFile("ISBN 是公式", "公式.xlsx", workbook([["ISBN", "书名"], ["=B9&B10", "草房子"]])),
    BadFile("公式的结果是 #N/A", "公式结果.xlsx", workbook([["ISBN", "书名"], ["#N/A", "草房子"]])),
    BadFile("ISBN 变成 9.78756E+12", "科学计数.csv", text(f"{BOOK_HEAD}9.78756E+12,草房子,1\n")),
    BadFile("日期是数字", "日期.xlsx", workbook([["ISBN", "书名", "登记日期"], [GOOD_ISBN, "草房子", 46203]])),
    BadFile("册数不是数", "册数.csv", text(f"{BOOK_HEAD}{GOOD_ISBN},草房子,许多\n")),
    BadFile("册数里是书价", "册数太大.csv", text(f"{BOOK_HEAD}{GOOD_ISBN},草房子,2000\n")),
    BadFile("条码重复", "条码.csv", text("ISBN,书名,条码\n1,甲,B1\n2,乙,B1\n")),
    BadFile("同一个 ISBN 两个书名", "两个书名.csv", text(f"{BOOK_HEAD}{GOOD_ISBN},草房子,1\n{GOOD_ISBN},红楼梦,1\n")),
    BadFile("一行多出几格", "多格.csv", text(f"{BOOK_HEAD}{GOOD_ISBN},草房子,1,又一格\n")),
    # --- the file
    BadFile("GBK 的 csv：照样能读", "国标.csv", text(f"{BOOK_HEAD}{GOOD_ISBN},草房子,1\n", "gbk")),
    BadFile("Big5 的 csv", "繁体.csv", text("國際標準書號,書籍名稱\n9787556008759,紅樓夢\n", "big5")),
    BadFile("改名的旧 xls", "改名.xlsx", raw(OLE2 + bytes(600))),
    BadFile("旧 xls", "旧.xls", raw(OLE2 + bytes(600))),
    BadFile("网页存成 xls", "网页.xls", page_of_the_web),
    BadFile("网页改名成 xlsx", "网页.xlsx", page_of_the_web),
    BadFile("csv 改名成 xlsx", "其实是文本.xlsx", text(BOOK_HEAD)),
    BadFile("xlsx 改名成 csv", "其实是表格.csv", workbook([["ISBN", "书名"]])),
    BadFile("工作簿被截断", "截断.xlsx", cut_off),
    BadFile("别的压缩包", "照片.xlsx", any_archive),
    BadFile("200 MB 的 xlsx", "很大.xlsx", of_200_megabytes),
    BadFile("压缩炸弹", "炸弹.xlsx", zip_bomb),
    BadFile("压缩包谎报大小", "谎报.xlsx", lying_zip),
    BadFile("实体炸弹", "实体.xlsx", entity_bomb),
    BadFile("空文件", "空.csv", raw(b"")),
    BadFile("引号不成对", "引号.csv", text(f'{BOOK_HEAD}{GOOD_ISBN},"草房子,1\n')),
    BadFile("不是文字", "图.csv", raw(b"\x00\x01\x02\xff" * 50)),
    BadFile("PDF", "名单.pdf", raw(b"%PDF-1.4")),
    BadFile("U 盘拔掉了", "没有了.csv", lambda path: None),
    # --- ISO 2709
    BadFile("ISO 2709 被截断", "截断.iso", raw(marc("9787020002207", "红楼梦") + marc()[:-9])),
    BadFile("只有半条 ISO 2709", "半条.iso", raw(marc()[:-9])),
    BadFile("一条没有号码", "没有号码.iso", raw(marc("", "草房子"))),
    BadFile("里面不是 MARC", "文本.iso", text("草房子\n")),
    BadFile("MARC 的字读不出来", "乱码.mrc", raw(b"\xff\xfe\xff\x1e\x1d" * 40)),
    # --- readers
    BadFile("读者：标题不认识", "读者标题.csv", text("甲,乙\n1,王小明\n"), "patrons"),
    BadFile("读者：号码重复", "读者重复.csv", text(f"{READER_HEAD}1,王小明,三(2)班\n1,李小红,三(2)班\n"), "patrons"),
    BadFile("读者：没有姓名", "读者没名.csv", text(f"{READER_HEAD}1,,三(2)班\n"), "patrons"),
    BadFile("读者：没有号码", "读者没号.csv", text(f"{READER_HEAD},王小明,三(2)班\n"), "patrons"),
    BadFile("读者：权限不认识", "权限.csv", text("借书号,姓名,权限\n1,王小明,也许\n"), "patrons"),
    BadFile("读者：额度不是数", "额度.csv", text("借书号,姓名,额度\n1,王小明,许多\n"), "patrons"),
    BadFile(
        "读者：日期是数字", "有效期.xlsx", workbook([["借书号", "姓名", "有效期"], [1, "王小明", 46203]]), "patrons"
    ),
    BadFile("读者：改名的旧 xls", "读者.xlsx", raw(OLE2 + bytes(600)), "patrons"),
)
