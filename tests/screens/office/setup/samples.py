"""The first-run guide, in its states."""

from dataclasses import replace
from datetime import date

from kiosk.imports.report import REASONS
from kiosk.office.rules import policies
from kiosk.office.setup import first_rota
from kiosk.office.setup.views import (
    AllDone,
    CardsStep,
    ChoiceStep,
    FirstRun,
    ListRead,
    ListStep,
    PresetLine,
    RejectRow,
    SchoolStep,
    SetPin,
    SetupStep,
    StepState,
)
from kiosk.office.touch_kit.views import (
    Confirmation,
    FileLine,
    Option,
    PageView,
    PickFile,
    PickOne,
    Trouble,
    TypeText,
    Working,
)

NOTHING = dict.fromkeys(SetupStep, StepState.OPEN)
HALF = NOTHING | {SetupStep.PIN: StepState.DONE, SetupStep.SCHOOL: StepState.DONE, SetupStep.BELLS: StepState.SKIPPED}
ALL = dict.fromkeys(SetupStep, StepState.DONE)
LONG_SCHOOL = "内蒙古自治区呼伦贝尔市鄂伦春自治旗大杨树镇中心小学"


def at(step: SetupStep, page: PageView, states=HALF, told: Confirmation | None = None) -> FirstRun:
    return FirstRun(states, step, page, "陈老师", told)


def choice(kind: SetupStep, names, chosen: str = "", why_not: str = "") -> ChoiceStep:
    return ChoiceStep(kind, tuple(PresetLine(name, name == chosen) for name in names), why_not)


REJECTS = tuple(
    RejectRow(number * 47, "买买提·吐尔逊江·阿卜杜拉" if number % 2 else "", code, "9.78712E+12")
    for number, code in enumerate(REASONS, 1)
)
READ = ListRead(SetupStep.READERS, "二〇二六年秋季全校学生名单最终版（教务处）.xlsx", 331, 0, 0, REJECTS[:3], 14, 1, 5)
SCHOOL = SchoolStep("育英小学", "2026 年秋季学期", date(2026, 9, 1), date(2027, 1, 29))
PIN = SetPin("图书老师", 3)
FILES = tuple(FileLine(str(n), f"学生名单{n}.xlsx", "11-23 16:41", 128_000) for n in range(5))

VIEWS: dict[str, FirstRun] = {
    "pin": FirstRun(NOTHING, SetupStep.PIN, PIN),
    "pin-again": FirstRun(NOTHING, SetupStep.PIN, replace(PIN, again=True, digits=6)),
    "pin-differs": FirstRun(NOTHING, SetupStep.PIN, replace(PIN, trouble="differs", name="阿卜杜热西提老师")),
    "pin-weak": FirstRun(NOTHING, SetupStep.PIN, replace(PIN, trouble="weak")),
    "pin-name": FirstRun(
        NOTHING,
        SetupStep.PIN,
        PickOne(
            "guide.your_name",
            tuple(Option(n, f"{n}老师") for n in "王李张刘陈杨黄赵吴周徐孙"),
            0,
            9,
        ),
    ),
    "pin-type": FirstRun(NOTHING, SetupStep.PIN, TypeText("guide.type_name", "mai")),
    "school": at(
        SetupStep.SCHOOL,
        SCHOOL,
        NOTHING | {SetupStep.PIN: StepState.DONE},
        Confirmation("guide.pin_is_set", {"name": "图书老师"}),
    ),
    "school-empty": at(SetupStep.SCHOOL, replace(SCHOOL, school="")),
    "school-long": at(SetupStep.SCHOOL, replace(SCHOOL, school=LONG_SCHOOL)),
    "bells": at(SetupStep.BELLS, choice(SetupStep.BELLS, first_rota.BELLS)),
    "bells-chosen": at(SetupStep.BELLS, choice(SetupStep.BELLS, first_rota.BELLS, "noon_afternoon")),
    "rules": at(SetupStep.RULES, choice(SetupStep.RULES, policies.PRESETS)),
    "rota": at(SetupStep.ROTA, choice(SetupStep.ROTA, first_rota.ROTAS, "class_a_week")),
    "rota-no-bells": at(SetupStep.ROTA, choice(SetupStep.ROTA, first_rota.ROTAS, "", "no_bells")),
    "rota-no-classes": at(SetupStep.ROTA, choice(SetupStep.ROTA, first_rota.ROTAS, "", "no_classes")),
    "readers": at(SetupStep.READERS, ListStep(SetupStep.READERS, 0)),
    "readers-there": at(
        SetupStep.READERS,
        ListStep(SetupStep.READERS, 1331),
        told=Confirmation("guide.templates_saved", {"folder": "/media/library/TOSHIBA/图书馆"}),
    ),
    "books": at(SetupStep.BOOKS, ListStep(SetupStep.BOOKS, 0)),
    "books-there": at(
        SetupStep.BOOKS,
        ListStep(SetupStep.BOOKS, 20_412),
        told=Confirmation("guide.readers.taken", can_undo=True),
    ),
    "file": at(
        SetupStep.READERS,
        PickFile("guide.file.readers", FILES, "/home/library/图书馆", 0, 3),
    ),
    "reading": at(SetupStep.READERS, Working("guide.reading.readers", 120, 334, can_stop=True)),
    "read-well": at(
        SetupStep.BOOKS,
        replace(READ, kind=SetupStep.BOOKS, file="图书.xlsx", rejects=(), rejected=0, pages=1, page=0, new=12_345),
    ),
    "read-nothing": at(SetupStep.READERS, replace(READ, new=0)),
    "unusable": at(SetupStep.READERS, Trouble("setup.trouble.unusable", {"file": "旧名单.xls"})),
    "unusable-school": at(SetupStep.SCHOOL, Trouble("setup.trouble.unusable_school", {"file": "旧名单.xls"})),
    "not-saved": at(SetupStep.CARDS, Trouble("office.trouble.not_saved")),
    "printing": at(SetupStep.CARDS, Working("guide.printing")),
    **{
        f"stopped-{code}": at(SetupStep.SCHOOL, Trouble(f"setup.trouble.{code}"))
        for code in ("ends_before", "overlaps", "weak_pin", "not_empty", "no_bells", "no_classes")
    },
    "cards": at(SetupStep.CARDS, CardsStep(1331)),
    "cards-none": at(SetupStep.CARDS, CardsStep(0)),
    "cards-saved": at(SetupStep.CARDS, CardsStep(1331, "图书馆/借书卡 (2).pdf", True, 1329, 133, 2), ALL),
    "almost-done": at(SetupStep.CARDS, AllDone("育英小学", 0, 20_512)),
    "all-done": at(SetupStep.CARDS, AllDone(LONG_SCHOOL, 1331, 20_512), ALL),
}
VIEWS |= {
    f"read-{page}": at(SetupStep.READERS, replace(READ, rejects=REJECTS[page * 3 : page * 3 + 3], page=page))
    for page in range(5)
}
