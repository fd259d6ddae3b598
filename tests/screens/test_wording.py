"""Every code is worded in both languages, with exactly its facts, in signs that the font has."""

import re
import struct
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest

from kiosk.circulation.denials import DENIALS, denial
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.screens.wording import Wording

FONTS = sorted((Path(__file__).resolve().parents[2] / "assets" / "fonts").glob("*.otf"))
FORBIDDEN = {
    "zh_CN": ("系统", "操作", "失败", "错误", "非法", "权限", "!", "！"),
    "en": ("system", "operation", "failed", "error", "illegal", "invalid", "permission", "!", "’"),
}
SCHOOL = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=SCHOOL)
FACTS = {
    "text": "B0042",
    "expired_on": date(2026, 7, 1),
    "opens_at": datetime(2026, 11, 24, 12, 5, tzinfo=SCHOOL),
    "next_at": datetime(2026, 11, 25, 12, 5, tzinfo=SCHOOL),
    "until": datetime(2026, 11, 23, 16, 30, tzinfo=SCHOOL),
    "due_on": date(2026, 12, 8),
    "serving": ("三(2)班",),
    "class_name": "五(1)班",
    "title": "昆虫记",
    "limit": 2,
    "on_loan": 2,
    "count": 2,
}
NOT_KNOWN = {"serving": (), "opens_at": None, "next_at": None}


def said(code: str, **changes: object):
    return denial(code, **{name: (FACTS | changes)[name] for name in DENIALS[code]})


def fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def sentences(language: str) -> list[str]:
    return list(load_catalogue(language).values())


def signs_of(font: Path) -> set[int]:
    """The code points of a font's format 12 cmap (OpenType 1.9, cmap)."""
    data = font.read_bytes()
    tables = [struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(struct.unpack_from(">H", data, 4)[0])]
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">L", data, cmap + 8 + 8 * i)[0]
        if struct.unpack_from(">H", data, start)[0] == 12:
            groups = struct.unpack_from(">L", data, start + 12)[0]
            spans = [struct.unpack_from(">LLL", data, start + 16 + 12 * group) for group in range(groups)]
            return {code for first, last, _ in spans for code in range(first, last + 1)}
    raise ValueError(f"{font.name} has no format 12 cmap")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(DENIALS))
class TestEveryCode:
    def test_has_a_headline_and_a_next_step(self, language: str, code: str) -> None:
        wording = Wording(language)
        for changes in ({}, NOT_KNOWN, {"count": 1, "limit": 1, "on_loan": 1}):
            refusal = said(code, **changes)
            for sentence in (
                wording.headline(refusal, NOW),
                wording.next_step(refusal),
                wording.next_step(refusal, NOW),
            ):
                assert sentence and "{" not in sentence and "None" not in sentence

    def test_uses_no_fact_that_the_code_does_not_have(self, language: str, code: str) -> None:
        for key, sentence in load_catalogue(language).items():
            if key.startswith(f"denial.{code}."):
                assert fields(sentence) <= DENIALS[code], key


def test_no_sentence_is_for_a_code_that_is_not_there() -> None:
    for language in LANGUAGES:
        assert {key.split(".")[1] for key in load_catalogue(language) if key.startswith("denial.")} == set(DENIALS)


def test_the_languages_have_the_same_keys_and_facts() -> None:
    chinese, english = (load_catalogue(language) for language in LANGUAGES)
    assert set(chinese) == {key for key in english if not key.endswith(".one")}
    assert {key.removesuffix(".one") for key in english} == set(chinese)
    names = ("day", "moment", "weekday", "month", "who")  # each language builds these from parts of its own
    for key in chinese:
        if not key.startswith(names):
            assert fields(chinese[key]) == fields(english[key]), key


def test_english_has_a_singular_wherever_it_counts_things() -> None:
    english = load_catalogue("en")
    for key, sentence in english.items():
        if re.search(r"\{(count|limit|on_loan)\} [a-z]+s\b", sentence) and not key.endswith(".one"):
            assert f"{key}.one" in english, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_word_that_frightens(language: str) -> None:
    for sentence in sentences(language):
        assert not [word for word in FORBIDDEN[language] if word in sentence.lower()], sentence


@pytest.mark.slow
@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_the_font_has_every_sign(font: Path) -> None:
    known = signs_of(font)
    for language in LANGUAGES:
        assert not {sign for sentence in sentences(language) for sign in sentence if ord(sign) not in known | {10}}


def test_chinese_headlines_are_short() -> None:
    wording = Wording("zh_CN")
    for code in DENIALS:
        assert len(wording.headline(said(code))) <= 14, code


def test_a_refusal_is_said_as_designed() -> None:
    chinese, english = Wording("zh_CN"), Wording("en")
    turn = said("not_your_class_turn")
    assert (chinese.headline(turn), chinese.next_step(turn, NOW)) == ("现在是三(2)班的时间", "你们班周三 12:05 来")
    assert (english.headline(turn), english.next_step(turn, NOW)) == ("Now it is Class 3-2", "Your class: Wed 12:05")
    late = said("overdue_limit_reached", count=1)
    assert chinese.next_step(late) == "先还《昆虫记》再借"
    assert english.headline(late) == "1 book is late"


def test_a_reason_that_shames_is_not_told_apart() -> None:
    for language in LANGUAGES:
        wording = Wording(language)
        assert wording.headline(said("patron_blocked")) == wording.headline(said("compensation_owed"))


def test_a_book_just_lent_may_be_taken_along() -> None:
    lent = said("just_lent")
    assert Wording("zh_CN").headline(lent) == "《昆虫记》刚借好"
    assert Wording("zh_CN").next_step(lent) == "12月8日 周二前还，可以带走啦"


def test_a_time_that_is_not_known_is_not_said() -> None:
    assert Wording("zh_CN").next_step(said("library_closed", opens_at=None)) == "还书可以，借书改天来"


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "12:05", "12:05"),
        (1, "明天 12:05", "tomorrow 12:05"),
        (2, "周三 12:05", "Wed 12:05"),
        (6, "周日 12:05", "Sun 12:05"),
        (7, "11月30日 周一 12:05", "Mon 30 Nov 12:05"),
        (-1, "11月22日 周日 12:05", "Sun 22 Nov 12:05"),
    ],
)
def test_a_moment_is_as_short_as_can_be(days: int, chinese: str, english: str) -> None:
    at = datetime(2026, 11, 23, 12, 5, tzinfo=SCHOOL) + timedelta(days=days)
    assert (Wording("zh_CN").moment(at, NOW), Wording("en").moment(at, NOW)) == (chinese, english)


def test_a_moment_beside_other_days_says_today() -> None:
    at = datetime(2026, 11, 23, 12, 20, tzinfo=SCHOOL)
    said_of = [(Wording(language).moment(at, NOW, with_day=True)) for language in LANGUAGES]
    assert said_of == ["今天 12:20", "today 12:20"]
    turn = said("not_your_class_turn", next_at=at)
    assert Wording("zh_CN").next_step(turn, NOW) == "你们班今天 12:20 来"


def test_a_moment_with_a_zone_is_said_in_the_time_of_the_school() -> None:
    wording = Wording("en", SCHOOL)
    at, now = datetime(2026, 11, 23, 16, 30, tzinfo=UTC), datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert (wording.clock(at), wording.moment(at, now)) == ("00:30", "tomorrow 00:30")


def test_days() -> None:
    day = date(2026, 12, 8)
    assert (Wording("zh_CN").day(day), Wording("en").day(day)) == ("12月8日 周二", "Tue 8 Dec")
    assert (Wording("zh_CN").day(day, short=True), Wording("en").day(day, short=True)) == ("12月8日", "8 Dec")


@pytest.mark.parametrize(
    ("names", "chinese", "english"),
    [
        (("三(2)班",), "三(2)班", "Class 3-2"),
        (("七年级（12）班",), "七年级（12）班", "Class 7-12"),
        (("三年级",), "三年级", "Grade 3"),
        (("小海豚班",), "小海豚班", "小海豚班"),
        (("三(1)班", "三(2)班"), "三(1)班、三(2)班", "Class 3-1 and Class 3-2"),
        (("三(1)班", "三(2)班", "三(3)班"), "三(1)班和另外 2 个", "Class 3-1 and 2 more"),
        ((), "大家", "everyone"),
    ],
)
def test_who(names: tuple[str, ...], chinese: str, english: str) -> None:
    assert (Wording("zh_CN").who(names), Wording("en").who(names)) == (chinese, english)


def test_a_title_gets_its_marks_once_and_is_cut_inside_a_sentence() -> None:
    wording = Wording("zh_CN")
    assert wording.title("草房子") == wording.title("《草房子》") == "《草房子》"
    long = said("overdue_limit_reached", title="中国孩子最喜爱的国学读本漫画版小学卷")
    assert wording.next_step(long) == "先还《中国孩子最喜爱的国学读本漫…》再借"


def test_large_numbers_are_grouped_and_one_is_one() -> None:
    wording = Wording("en")
    assert wording.text("out.safe", count=1284).startswith("1,284 records are")
    assert wording.text("out.safe", count=1).startswith("1 record is")
    assert (wording.text("lane.count.unit", count=1), wording.text("lane.count.unit", count=3)) == ("book", "books")


def test_a_key_without_words_is_a_bug_and_not_a_blank() -> None:
    for key in ("no.such.key", "denial.loan_limit_reached"):
        with pytest.raises(KeyError):
            Wording("en").text(key)
    with pytest.raises(KeyError):
        Wording("en").text("out.safe")


def test_a_whole_grade_is_said_as_a_grade() -> None:
    """A rota may name grades by their numbers, as the rural school's does."""
    assert Wording("zh_CN").who(("6",)) == "六年级"
    assert Wording("en").who(("1", "2", "5"), short=True) == "Grade 1 and 2 more"
