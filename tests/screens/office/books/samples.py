"""Pages of the room of the books: ordinary ones, the longest, and the empty ones."""

from datetime import date
from uuid import UUID

from kiosk.catalog.clc import BELOW, MAIN
from kiosk.i18n import load_catalogue
from kiosk.office.books.lines import (
    BatchLine,
    BatchSource,
    CopyLine,
    CopyState,
    Filter,
    RecordLine,
    Register,
    RegisterLine,
    RejectLine,
    RetroEntryLine,
    ToDo,
)
from kiosk.office.books.views import BookList, CopyPage, ImportPage, RecordPage, RegisterPage, RetroPage, RetroStep
from kiosk.office.touch_kit.views import Confirm, Option, PageView, PickOne, Trouble, TypeText, Working

LONG = "中国孩子最喜爱的国学读本 : 漫画版, 小学卷. 第三册, 三字经、百家姓、千字文与弟子规"
LATIN = "The Wonderful Adventures of Nils Holgersson through Sweden"
LONG_AUTHOR = "中国青少年素质教育研究会编写组, 张三丰, 李四光, 王五四主编 ; 赵六六等绘"
DAY = date(2026, 11, 23)


def number(n: int) -> UUID:
    return UUID(int=n)


LINES = (
    RecordLine(number(1), "草房子", "曹文轩[著]", "I287.45/12", "A3", 4, 2),
    RecordLine(number(2), LONG, LONG_AUTHOR, "G624.233/1208-3", "阅览室 12 架", 128, 117),
    RecordLine(number(3), "9787556008759", "", "", "", 1, 1, ToDo.UNTITLED),
    RecordLine(number(4), LATIN, "Selma Lagerlöf", "", "B12", 0, 0, ToDo.UNCLASSED),
    RecordLine(number(5), "小王子", "圣埃克苏佩里", "I565.84/5", "B3", 3, 0),
)
COPIES = tuple(
    CopyLine(number(10 + at), f"B{at:05d}7", f"{at:06d}", state, 2000, DAY, "2026-03", None)
    for at, state in enumerate((CopyState.AVAILABLE, CopyState.ON_LOAN, CopyState.IN_REPAIR, CopyState.WITHDRAWN))
)
FACTS = {
    "isbn": "9787556008759",
    "publisher": "长江少年儿童出版社",
    "published": "2014",
    "series": "曹文轩纯美小说系列",
    "subject": "儿童文学 -- 长篇小说 -- 中国 -- 当代; 儿童文学 -- 图画书 -- 各国",
    "call_number": "I287.45/12",
    "shelf": "A3",
    "price": "CNY20.00",
    "item_type": "book",
}
EDITABLE = ("call_number", "shelf", "price", "item_type")
REJECTS = (
    RejectLine(3, "isbn_cut", "9.78756E+12", "9.78756E+12 山羊不吃天堂草"),
    RejectLine(17, "no_number", "", "山羊不吃天堂草 曹文轩 著 江苏少年儿童出版社 1991"),
    RejectLine(18, "label_elsewhere", "B0000017", "9787556008759 草房子 B0000017"),
    RejectLine(12088, "too_many_cells", "又一格 又一格 又一格 又一格", "9787556008759 草房子"),
)
ENTRIES = (
    RetroEntryLine(number(20), "B000037", "草房子"),
    RetroEntryLine(number(21), "B000024", LONG),
    RetroEntryLine(number(22), "B000013", LATIN),
)
NUMBERED = (
    RegisterLine(number(30), "012088", DAY, "草房子", "I287.45/12", 2000, CopyState.AVAILABLE),
    RegisterLine(number(31), "012087", DAY, LONG, "G624.233/1208-3", 128_800, CopyState.WITHDRAWN),
    RegisterLine(number(32), "012086", None, "9787556008759", "", None, CopyState.IN_REPAIR),
    RegisterLine(number(33), "012085", DAY, "小王子", "I565.84/5", 1280, CopyState.ON_LOAN),
    RegisterLine(number(34), "012084", DAY, LATIN, "I532.88/3", 4500, CopyState.MISSING),
)
BATCHES = (
    BatchLine(number(40), "2026-03", DAY, BatchSource.PURCHASE, "新华书店", 1200, 2_450_000, 318, 651_200),
    BatchLine(number(41), "2026-02", DAY, BatchSource.GIFT, "", None, None, 2217, 0),
    BatchLine(number(42), "2026-01", DAY, BatchSource.TRANSFER, "", 40, 80_000, 40, 80_000),
)

FOUND = (
    Option(number(1).hex, "草房子", "曹文轩[著]  I287.45/12  A3"),
    Option(number(2).hex, LONG, f"{LONG_AUTHOR[:16]}  G624.233/1208-3  阅览室 12 架"),
)
FACTS_OF_TROUBLE = {
    "path": "二〇二六年秋季新书目录最终版.xlsx",
    "most": "300000",
    "line": "12088",
    "missing": "书籍名称、ISBN/条码号",
    "found": "甲、乙、丙、丁、戊、己、庚、辛、壬、癸",
    "title": LONG,
    "text": "9787556008759",
}


def pick(key: str, labels: tuple[str, ...], hint: str = "") -> PickOne:
    options = tuple(Option(label, label, hint, chosen=at == 1) for at, label in enumerate(labels))
    return PickOne(key, options)


def choices(prefix: str) -> tuple[str, ...]:
    keys = load_catalogue("zh_CN")
    return tuple(key.removeprefix("option.") for key in keys if key.startswith(f"option.{prefix}"))


def troubles() -> dict[str, Trouble]:
    """One for each sentence that a file or a copy can give rise to."""
    keys = load_catalogue("zh_CN")
    named = [key.removesuffix(".headline") for key in keys if key.startswith(("import.file.", "books.trouble."))]
    return {name: Trouble(name, FACTS_OF_TROUBLE) for name in named if f"{name}.headline" in keys}


COMMON: dict[str, PageView] = {
    "books-filters": pick("books.filters", choices("books_")[:10], "100,945"),
    "books-classes": PickOne(
        "books.classes",
        tuple(Option(code, f"clc_{code}", "8,120") for code in MAIN[:12]),
        0,
        2,
    ),
    **{
        f"books-classes-{code}": PickOne(
            "books.classes",
            tuple(Option(name, f"clc_{name}", "812") for name in (code, *below)[:12]),
            0,
            2,
        )
        for code, below in BELOW.items()
    },
    "books-kinds": pick("books.edit.item_type", choices("books_kind_")),
    "books-sources": pick("books.batch.source", choices("books_source_")),
    "books-print": pick("books.print", choices("books_print_"), "1,288"),
    "books-advance": pick("books.advance", ("120", "240", "480", "960")),
    "books-sheets": pick("books.sheet_of", ("3 × 8", "4 × 10", "5 × 13"), "63.5 × 33.9 mm"),
    "books-search": TypeText("books.search", "cfz", FOUND),
    "books-search-empty": TypeText("books.search", ""),
    "books-call-number": TypeText("books.edit.call_number", "", signs="./:="),
    "books-title": TypeText("books.retro.title", ""),
    "books-number": TypeText("books.retro.number", ""),
    "books-copies-of-batch": TypeText("books.batch.copies", ""),
    "books-value": TypeText("books.batch.value", "", signs="."),
    "books-first-number": TypeText("books.numbering.first", ""),
    "books-numbering": Confirm("books.numbering", {"count": 12_088, "text": "000001"}),
    "books-reading": Working("books.reading", 120, 334, can_stop=True),
    "books-printing": Working("books.printing"),
    **troubles(),
}
SAMPLES: dict[str, PageView] = {
    "books-list": BookList(LINES, 26_662, 0, 5333, 26_662, 100_945),
    "books-found": BookList(LINES[:1], 1, 0, 1, 26_662, 100_945, "cfz"),
    "books-narrowed": BookList(LINES, 120, 3, 24, 26_662, 100_945, "", Filter.UNNUMBERED),
    "books-class": BookList(LINES, 812, 1, 163, 26_662, 100_945, "", Filter.ALL, "A"),
    "books-nothing": BookList((), 0, 0, 1, 2, 3, "zzzz"),
    "books-none": BookList((), 0, 0, 1, 0, 0),
    "books-record": RecordPage(number(1), "草房子", "曹文轩[著]", FACTS, EDITABLE, COPIES, 128, 0, 32),
    "books-record-long": RecordPage(
        number(2),
        LONG,
        LONG_AUTHOR,
        FACTS | {"call_number": "G624.233/1208-3", "shelf": ""},
        EDITABLE,
        COPIES[:1],
        1,
        0,
        1,
    ),
    "books-record-bare": RecordPage(
        number(3), LATIN, "", dict.fromkeys(FACTS, "") | {"item_type": "reference"}, EDITABLE, (), 0, 0, 1
    ),
    "books-copy": CopyPage(COPIES[0], "草房子", (CopyState.IN_REPAIR, CopyState.MISSING, CopyState.WITHDRAWN)),
    "books-copy-missing": CopyPage(
        CopyLine(number(12), "", "", CopyState.MISSING, None, None, "", None),
        LONG,
        (CopyState.AVAILABLE, CopyState.LOST, CopyState.WITHDRAWN),
    ),
    "books-copy-lent": CopyPage(
        CopyLine(number(13), "B000013", "000001", CopyState.ON_LOAN, 2000, DAY, "2026-03", date(2026, 12, 8)),
        "草房子",
        (),
    ),
    "books-retro": RetroPage(RetroStep.ISBN, "", "", 0, 0, None, (), 0),
    "books-retro-label": RetroPage(RetroStep.LABEL, "9787556008759", "草房子", 3, 128, 7.4, ENTRIES, 12),
    "books-retro-new": RetroPage(RetroStep.LABEL_OR_NAME, "9787556008759", "", 0, 12, 6.0, ENTRIES[:1], 1),
    "books-retro-name": RetroPage(RetroStep.NAME, "B000048", "", 0, 1288, 11.9, ENTRIES, 1288),
    "books-retro-long": RetroPage(RetroStep.LABEL, "9787556008759", LONG, 128, 2, None, ENTRIES[:2], 0),
    "books-retro-taken": RetroPage(
        RetroStep.LABEL,
        "9787556008759",
        "草房子",
        3,
        12,
        6.0,
        ENTRIES,
        12,
        "label_taken",
        {"text": "B000013", "title": LONG},
    ),
    "books-import": ImportPage(
        "二〇二六年秋季新书目录最终版.xlsx", False, 318, 12, 2204, 1200, 3, REJECTS, 12, 0, 3, 4
    ),
    "books-import-clean": ImportPage("新书.iso", False, 318, 0, 0, 1200, 0, (), 0, 0, 1),
    "books-import-same": ImportPage("新书.iso", False, 0, 0, 318, 0, 0, (), 0, 0, 1),
    "books-import-done": ImportPage("新书.iso", True, 318, 12, 0, 1200, 0, REJECTS[:1], 1, 0, 1),
    "books-register": RegisterPage(Register.COPIES, NUMBERED, 12_088, 0, 2418, 318),
    "books-register-none": RegisterPage(Register.COPIES, (), 0, 0, 1, 100_945),
    "books-register-batch": RegisterPage(Register.COPIES, NUMBERED[:2], 2, 0, 1, 0, "2026-03"),
    "books-batches": RegisterPage(Register.BATCHES, BATCHES, 3, 0, 1, 0),
    "books-batches-none": RegisterPage(Register.BATCHES, (), 0, 0, 1, 0),
}
