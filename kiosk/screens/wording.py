"""Codes and facts become sentences here, and only here; the sentences themselves are in assets/locale."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from string import Formatter

from kiosk.circulation.denials import Denial, Fact
from kiosk.circulation.notices import NoticeFacts
from kiosk.i18n import load_catalogue

# The grade is one numeral, Chinese or not: three(2)class, seven-grade(12)class; \u5e74\u7ea7 is the word «grade».
CLASS_NAME = re.compile(r"(?P<grade>\w)(?:\u5e74\u7ea7)?[(\uff08](?P<number>\d+)[)\uff09]\u73ed")
GRADE_NAME = re.compile(r"(?P<grade>\w)\u5e74\u7ea7")
TITLE_IN_SENTENCE = 14  # characters; a longer title is shown whole elsewhere on the screen
CODE_IN_SENTENCE = 24
UNKNOWN: tuple[object, ...] = (None, (), "")


class Wording:
    """zone: where the school is; a datetime that carries a time zone is said in it. catalogue: other words than the
    station's own."""

    def __init__(self, language: str, zone: tzinfo | None = None, catalogue: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._catalogue = load_catalogue(language) if catalogue is None else catalogue
        self._zone = zone

    def text(self, key: str, *, now: datetime | None = None, **facts: Fact) -> str:
        """Facts that a sentence needs and does not get raise KeyError. now makes «tomorrow 12:05» out of a date.

        A fact that is not known (None, no names) takes the entry key.unknown, a single thing takes key.one."""
        return self._sentence(key, facts, now, with_day=False)

    def headline(self, denial: Denial, now: datetime | None = None) -> str:
        return self._sentence(f"denial.{denial.code}.headline", denial.facts, now, with_day=True)

    def next_step(self, denial: Denial, now: datetime | None = None) -> str:
        return self._sentence(f"denial.{denial.code}.next", denial.facts, now, with_day=True)

    def notice(self, kind: str, facts: NoticeFacts) -> str:
        """A line of the librarian's list; one of a kind that this program does not know says its kind."""
        key = f"notice.{kind}"
        if key not in self._catalogue:
            return self.text("notice.other", kind=kind)
        book, cover, text = facts["book"], facts["cover"], facts["text"]
        short = {"book": book and self.title(_shortened(book)), "text": text and _shortened(text, CODE_IN_SENTENCE)}
        short["cover"] = self.title(_shortened(cover)) if cover else self.text("notice.unregistered")
        return self.text(key, **facts | short)

    def notice_advice(self, kind: str) -> str:
        """What to do about it."""
        key = f"notice.{kind}.next"
        return self.text(key if key in self._catalogue else "notice.other.next")

    def day(self, day: date, short: bool = False) -> str:
        """short: without the day of the week."""
        names = {"weekday": self._weekday(day), "month_name": self._catalogue[f"month.{day.month}"]}
        return self._catalogue["day.short" if short else "day"].format(month=day.month, day=day.day, **names)

    def clock(self, at: datetime) -> str:
        return f"{self._local(at):%H:%M}"

    def moment(self, at: datetime, now: datetime, *, with_day: bool = False) -> str:
        """As short as it can be without doubt: the time alone today, the date when more than six days away.

        with_day: «today» is said too, where other days could be meant."""
        at, now = self._local(at), self._local(now)
        days = (at.date() - now.date()).days
        today = "today.with_day" if with_day else "today"
        nearness = {0: today, 1: "tomorrow"}.get(days, "this_week" if 1 < days <= 6 else "later")
        facts = {"clock": self.clock(at), "weekday": self._weekday(at), "day": self.day(at)}
        return self._catalogue[f"moment.{nearness}"].format(**facts)

    def who(self, names: tuple[str, ...], short: bool = False) -> str:
        """Names of classes or divisions, numbers of grades. short: for the route strip, where «Class» would be said
        four times."""
        said = [self._catalogue.get(f"option.rota.grade.{name}") or self._class_name(name, short) for name in names]
        if not said:
            return self._catalogue["who.everyone"]
        if len(said) == 1:
            return said[0]
        if len(said) == 2:
            return self._catalogue["who.two"].format(first=said[0], second=said[1])
        return self._catalogue["who.many"].format(first=said[0], others=len(said) - 1)

    def named(self, kind: str, code: str) -> str:
        """A role or a category: the catalogue's word, or the text itself where a school has made up its own."""
        return self._catalogue.get(f"{kind}.{code}", code)

    def title(self, name: str) -> str:
        """In the marks of a book's title, once."""
        empty = self._catalogue["book.title"].format(name="")
        return name if name.startswith(empty[0]) else self._catalogue["book.title"].format(name=name)

    def _sentence(self, key: str, facts: Mapping[str, Fact], now: datetime | None, *, with_day: bool) -> str:
        template = self._catalogue[self._variant(key, facts)]
        said = template.format_map({name: self._say(name, fact, now, with_day) for name, fact in facts.items()})
        return re.sub(" {2,}", " ", said).strip()

    def _variant(self, key: str, facts: Mapping[str, Fact]) -> str:
        fields = {field for _, field, _, _ in Formatter().parse(self._catalogue[key]) if field}
        if any(facts[field] in UNKNOWN for field in fields & facts.keys()):
            return f"{key}.unknown"
        one = f"{key}.one"
        return one if one in self._catalogue and any(facts[field] == 1 for field in (fields or facts)) else key

    def _say(self, name: str, fact: Fact, now: datetime | None, with_day: bool) -> str:
        if isinstance(fact, tuple):
            return self.who(fact)
        if isinstance(fact, datetime):
            return self._apart(self.moment(fact, now, with_day=with_day) if now else self._whole_moment(fact))
        if isinstance(fact, date):
            return self._apart(self.day(fact))
        if name == "title":
            return self.title(_shortened(str(fact)))
        return f"{fact:,}" if isinstance(fact, int) else self._class_name(str(fact), False)

    @staticmethod
    def _apart(said: str) -> str:
        """A figure keeps a space before it, also after a Chinese character; a word needs none."""
        return f" {said}" if said[:1].isdigit() else said

    def _whole_moment(self, at: datetime) -> str:
        local = self._local(at)
        return self._catalogue["moment.later"].format(day=self.day(local), clock=self.clock(at))

    def _class_name(self, name: str, short: bool) -> str:
        for kind, pattern in (("class", CLASS_NAME), ("grade", GRADE_NAME)):
            found = pattern.fullmatch(name)
            grade = found and unicodedata.numeric(found["grade"], None)
            if found and grade:
                key = f"who.{kind}.short" if short else f"who.{kind}"
                parts = found.groupdict() | {"name": name, "grade": f"{grade:.0f}"}
                return self._catalogue[key].format(**parts)
        return name

    def _weekday(self, day: date) -> str:
        return self._catalogue[f"weekday.{day.isoweekday()}"]

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone) if self._zone and at.tzinfo else at


def _shortened(text: str, most: int = TITLE_IN_SENTENCE) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
