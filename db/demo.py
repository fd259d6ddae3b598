"""A small believable school, all of it invented: for the demonstration, for screens' tests, for trying things out."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from peewee import Database, chunked
from pypinyin import Style, lazy_pinyin

from db.models import (
    Holiday,
    Item,
    Loan,
    Patron,
    Period,
    Policy,
    Record,
    Rota,
    RotaEntry,
    SchoolClass,
    Staff,
    Term,
    new_id,
)
from db.rows import tuples
from db.settings import bump_bylaw, get_setting, put_setting

SCHOOL = "育英小学"
LIBRARIAN_PIN = "246810"
HELPER_CARD = "H0001"
CARD_PREFIX = "R"
LABELLED, UNKNOWN_CODE = "B0000001", "B9999999"
STUDENT_LIMIT, STUDENT_DAYS = 2, 14
FRIDAY = 4
# Grade 3, class 2, seat 1; the demonstration speaks about these pupils.
ON_TURN, AT_LIMIT, OTHER_CLASS = "3201", "3207", "5112"
# (number, whether the copy has a label, days since it was lent): what the helper finds in the returns box.
IN_THE_BOX = (("4105", True, 23), ("6210", True, 9), ("2118", False, 5))
# 978-99999 is given to no publisher, so that no real book answers to a demo number.
ISBN_STEM = "97899999"

# call number, shelf, then author:title,title …; «-» for a book without a named author
TITLES = """
I242.4 A1 吴承恩:西游记 施耐庵:水浒传 罗贯中:三国演义 曹雪芹:红楼梦 蒲松龄:聊斋志异 吴敬梓:儒林外史 李汝珍:镜花缘
I242.4 A1 刘鹗:老残游记
I222 A2 -:诗经选读,楚辞选读,唐诗三百首,宋词三百首,千家诗,乐府诗选 李白:李白诗选 杜甫:杜甫诗选 王维:王维诗选
I222 A2 苏轼:苏轼词选 李清照:李清照词选
I210 A3 鲁迅:呐喊,彷徨,朝花夕拾,野草,故事新编 朱自清:背影,荷塘月色 萧红:呼兰河传 许地山:落花生 老舍:骆驼祥子
I14 B1 安徒生:海的女儿,丑小鸭,卖火柴的小女孩,拇指姑娘,皇帝的新装,豌豆公主,野天鹅,夜莺 格林兄弟:白雪公主,灰姑娘
I14 B1 格林兄弟:小红帽,青蛙王子,勇敢的小裁缝,莴苣姑娘,不来梅的乐师 伊索:伊索寓言 克雷洛夫:克雷洛夫寓言
I14 B1 王尔德:快乐王子,自私的巨人 豪夫:小矮人穆克 佩罗:穿靴子的猫 泰戈尔:新月集,飞鸟集
I561 B2 笛福:鲁滨逊漂流记 斯威夫特:格列佛游记 史蒂文森:金银岛 卡罗尔:爱丽丝漫游奇境,爱丽丝镜中奇遇 巴里:彼得·潘
I561 B2 格雷厄姆:柳林风声 吉卜林:丛林之书 波特:彼得兔的故事 柯南·道尔:福尔摩斯探案,失落的世界 狄更斯:雾都孤儿
I561 B2 狄更斯:圣诞颂歌 威尔斯:时间机器
I565 B3 凡尔纳:海底两万里,八十天环游地球,地心游记,神秘岛,气球上的五星期 圣埃克苏佩里:小王子 法布尔:昆虫记
I565 B3 雨果:悲惨世界
I712 B4 马克·吐温:汤姆·索亚历险记,王子与贫儿 鲍姆:绿野仙踪 伯内特:秘密花园,小公主 奥尔科特:小妇人
I712 B4 杰克·伦敦:野性的呼唤,白牙
I500 B4 科洛迪:木偶奇遇记 亚米契斯:爱的教育 斯比丽:海蒂 拉格洛夫:骑鹅旅行记 高尔基:童年 契诃夫:万卡
I500 B4 西顿:西顿动物故事 都德:最后一课 莫泊桑:项链
I276 C1 -:牛郎织女,孟姜女,白蛇传,宝莲灯,八仙过海,田螺姑娘,哪吒闹海,大禹治水,精卫填海,夸父追日,后羿射日,女娲补天
I276 C1 -:盘古开天地,愚公移山,花木兰,阿凡提的故事,格萨尔的故事,阿诗玛,刘三姐的故事,马头琴的传说,十二生肖的故事
I276 C1 -:二十四节气的故事,中国民间童话
B2 C2 -:三字经,百家姓,千字文,弟子规,论语选读,孟子选读,庄子故事,韩非子寓言,列子寓言,声律启蒙,笠翁对韵,增广贤文
B2 C2 -:幼学琼林
K2 D1 -:史记故事,左传故事,战国策故事,世说新语选,中国古代发明,丝绸之路上的驼铃,故宫里的石狮子,长城脚下的故事
K2 D1 -:敦煌壁画的颜色,运河边的小镇
K8 D2 -:张骞出使西域,郑和下西洋,玄奘西行记,司马迁的故事,张衡的故事,祖冲之的故事,李时珍的故事,沈括的故事
K8 D2 徐霞客:徐霞客游记选
P1 E1 -:天上的星星有多远,月亮为什么跟着我,一滴水的旅行,云的名字,石头会说话,火山醒来的时候,望远镜里的秋天,火箭少年
Q9 E2 -:恐龙消失以后,蚂蚁王国的一天,蜜蜂的舞蹈,种子的飞行,我家窗外的鸟,青蛙的春天,鲸鱼的歌,校园里的一百种植物
Q9 E2 -:蘑菇小图谱
O1 E3 -:磁铁的秘密,电从哪里来,彩虹的七个问题,数学王国历险,会数数的兔子,圆周率的故事,机器人小铁,冰箱里的科学
O1 E3 -:纸飞机实验室
I287 F1 沈一苇:育英巷的夏天,下雨天的操场,星期八的图书馆 何青禾:爷爷的木头船,风筝飞过屋顶,竹林里的信,大河边的学校
I287 F1 陆小满:三班的小秘密,会唱歌的书包,橡皮擦侦探,会飞的课桌 白桦:外婆家的灶台,小巷里的猫,雪地里的脚印,半块月饼
I287 F2 -:五年级的秋天,丢了一只鞋的巨人,红领巾和蓝风车,我的同桌叫阿满,山那边的火车,榕树下的琴声,借来的夏天
I287 F2 -:一只叫逗号的狗,转学生阿木,蓝色雨靴,老钟楼的守夜人,沙漠里的图书车,海边的小卖部,稻草人的围巾,萤火虫邮局
I287 F2 -:纸船漂到哪里去了,会做梦的邮筒,北极熊的生日
J2 G1 -:剪纸入门,毛笔字帖,小小口琴,童声合唱曲选,折纸一百例,象棋开局,围棋入门,跳绳花样,乒乓球小将,皮影戏的故事
J2 G1 -:京剧脸谱
Z3 R1 -:小学生字词手册,成语小辞典,汉字演变图典,少年百科手册,中国地图小册,世界地图小册,英汉小词典,古诗文查考手册
"""
REFERENCE_SHELF = "R1"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "安 宁 乐 然 可 一诺 子涵 梓轩 雨桐 思远 欣怡 浩然 语嫣 若溪 小川 大山 明月 天佑 家豪 静怡 承志 青禾 春晓 向阳"
LONG_NAMES = "欧阳若兰 上官云飞 扎西卓玛 巴特尔 阿依古丽·买买提 古丽娜尔·艾合买提江 诸葛亮亮 司马南星"


def make_demo_school(db: Database, at: datetime) -> None:
    """Fill an empty database. at: local time; the calendar is its school year's, and loans lie before it."""
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(get_setting("timezone")))
    dice = random.Random(SCHOOL)
    with db.atomic():
        put_setting("school_name", f"{SCHOOL} · 图书角")
        _make_policies()
        _make_calendar(at.date())
        _make_people(dice)
        _make_rota(at.date())
        _make_books(dice)
        _make_loans(dice, at)
        bump_bylaw()


def demo_script(db: Database) -> list[tuple[str, tuple[str, ...]]]:
    """(card, codes shown after it) for a demonstration that starts in the turn of 三(2)班.

    A pupil on turn brings a book back and takes two; one with as many as allowed; one of another class; a code that
    nobody knows; the helper's card, and what lies in the returns box."""
    with db.atomic():
        own = _open_codes(ON_TURN)
        prince = Record.get(Record.title == "小王子").isbn
        box = [code for number, *_ in IN_THE_BOX for code in _open_codes(number)]
    return [
        (f"{CARD_PREFIX}{ON_TURN}", (*own, LABELLED, prince)),
        (f"{CARD_PREFIX}{AT_LIMIT}", (prince,)),
        (f"{CARD_PREFIX}{OTHER_CLASS}", (prince,)),
        ("", (UNKNOWN_CODE,)),
        (HELPER_CARD, tuple(box)),
    ]


def _open_codes(number: str) -> list[str]:
    query = Loan.select(Item.label, Record.isbn).join_from(Loan, Item).join_from(Loan, Record).join_from(Loan, Patron)
    open_loans = query.where(Patron.number == number, Loan.returned_at.is_null()).order_by(Loan.lent_at)
    return [label or isbn for label, isbn in tuples(open_loans)]


def _make_policies() -> None:
    Policy.create(category="student", max_loans=STUDENT_LIMIT, days=STUDENT_DAYS, renewals=1, overdue_block_count=1)
    Policy.create(category="teacher", max_loans=5, days=60, renewals=1, rota_exempt=True)
    Policy.create(item_type="reference", max_loans=1, days=0, renewals=0, lendable=False, in_library=True)


def _make_calendar(day: date) -> None:
    year = day.year if day.month >= 8 else day.year - 1
    Term.create(name="第一学期", starts_on=date(year, 9, 1), ends_on=date(year + 1, 1, 31))
    Term.create(name="第二学期", starts_on=date(year + 1, 2, 22), ends_on=date(year + 1, 7, 10))
    Holiday.create(name="国庆节", starts_on=date(year, 10, 1), ends_on=date(year, 10, 7))
    Holiday.create(name="元旦", starts_on=date(year + 1, 1, 1), ends_on=date(year + 1, 1, 1))
    Holiday.create(name="清明节", starts_on=date(year + 1, 4, 4), ends_on=date(year + 1, 4, 6))
    Holiday.create(name="劳动节", starts_on=date(year + 1, 5, 1), ends_on=date(year + 1, 5, 5))


def _names(dice: random.Random) -> Iterator[str]:
    for number in count():
        yield (
            dice.choice(LONG_NAMES.split()) if number % 23 == 7 else dice.choice(SURNAMES) + dice.choice(GIVEN.split())
        )


def _make_people(dice: random.Random) -> None:
    names = _names(dice)
    pupils = []
    for grade, numeral in enumerate("一二三四五六", 1):
        for parallel in (1, 2):
            one = SchoolClass.create(name=f"{numeral}({parallel})班", grade=grade, division="小学部")
            for seat in range(1, dice.randint(38, 43)):
                number = f"{grade}{parallel}{seat:02d}"
                name = next(names)
                initials = _latin(name, Style.FIRST_LETTER)
                pupils.append(
                    {"id": new_id(), "number": number, "name": name, "initials": initials, "school_class": one.id}
                )
    for batch in chunked(pupils, 200):
        Patron.insert_many(batch).execute()
    for number, name in (("9001", "陈老师"), ("9002", "欧阳老师"), ("9003", "方老师")):
        Patron.create(number=number, name=name, initials=_latin(name, Style.FIRST_LETTER), category="teacher")
    Staff.create(name="李老师", role="librarian", pin_hash=PasswordHasher().hash(LIBRARIAN_PIN))
    Staff.create(name="小图书管理员", role="helper", card=HELPER_CARD)


def _make_rota(day: date) -> None:
    """Noon: twelve turns for twelve classes, what is left over is free for all; the afternoon is free every day."""
    put_setting("rota_mode", "enforce")
    first = "三(2)班"
    rest = SchoolClass.select().where(SchoolClass.name != first).order_by(SchoolClass.grade, SchoolClass.name)
    classes = iter([first, *(one.name for one in rest)])
    rota = Rota.create(name="班级轮借表", valid_from=date(day.year - 1, 9, 1))
    for weekday in range(5):
        for turn, starts in enumerate((12 * 60 + 5, 12 * 60 + 20, 12 * 60 + 35)):
            served = None if turn == 2 and weekday >= 2 else next(classes)
            kind = "rota" if served else "free"
            period = Period.create(name=f"午间{turn + 1}", weekday=weekday, starts=starts, ends=starts + 15, kind=kind)
            if served:
                RotaEntry.create(rota=rota, period=period, subject_kind="class", subject=served)
        Period.create(name="课外活动", weekday=weekday, starts=15 * 60 + 40, ends=16 * 60 + 30, kind="free")


def _isbn(number: int) -> str:
    stem = f"{ISBN_STEM}{number:04d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return f"{stem}{-total % 10}"


def _latin(text: str, style: Style) -> str:
    """As kiosk.catalog.pinyin, which stands above this package."""
    return "".join(
        sign for sign in "".join(lazy_pinyin(text, style=style)).lower() if sign.isascii() and sign.isalnum()
    )


def _make_books(dice: random.Random) -> None:
    """Every seventh title has labels on its copies; the others go by ISBN and count, as in most small schools."""
    labels = (f"B{number:07d}" for number in count(1))
    records, items = [], []
    shelves = sorted({shelf for _, shelf, *_ in _titles()})
    for number, (call_number, shelf, author, title) in enumerate(_titles(), 1):
        record = new_id()
        records.append(
            {
                "id": record,
                "isbn": _isbn(number),
                "title": title,
                "author": author,
                "publisher": "育英校本出版",
                "published": str(dice.randint(2008, 2025)),
                "price": f"{dice.randint(12, 38)}.00",
                "call_number": f"{call_number}/{number}",
                "shelf": f"{shelves.index(shelf) + 1}号架",
                "item_type": "reference" if shelf == REFERENCE_SHELF else "book",
                "pinyin": _latin(title, Style.NORMAL),
                "initials": _latin(title, Style.FIRST_LETTER),
            }
        )
        has_labels = number % 7 == 4
        for _ in range(dice.randint(2, 3) if has_labels else dice.randint(2, 5)):
            items.append({"id": new_id(), "record": record, "label": next(labels) if has_labels else None})
    for model, rows in ((Record, records), (Item, items)):
        for batch in chunked(rows, 200):
            model.insert_many(batch).execute()


def _titles() -> Iterator[tuple[str, str, str, str]]:
    for line in TITLES.strip().split("\n"):
        call_number, shelf, *authors = line.split()
        for named in authors:
            author, titles = named.split(":")
            for title in titles.split(","):
                yield call_number, shelf, author.strip("-"), title


def _make_loans(dice: random.Random, at: datetime) -> None:
    """The demonstration's own loans first, then some more; one title lends at most one copy, so that a book brought
    back without a card is known to be whose it is."""
    shelf = list(
        Item.select(Item, Record)
        .join(Record)
        .where(Record.item_type == "book", Record.title != "小王子", Item.label.is_null() | (Item.label != LABELLED))
        .order_by(Record.isbn, Item.label, Item.id)
    )
    dice.shuffle(shelf)
    lent: set[UUID] = set()
    own = [(ON_TURN, False, 6), (AT_LIMIT, False, 6), (AT_LIMIT, True, 6), *IN_THE_BOX]
    spoken_for = {OTHER_CLASS, *(number for number, *_ in own)}
    others = [p.number for p in Patron.select().order_by(Patron.number) if p.number not in spoken_for]
    more = [(number, False, dice.choice((1, 2, 5, 7, 8, 12))) for number in dice.sample(others, 40)]
    for number, has_label, days_ago in [*own, *more]:
        item = next(i for i in shelf if (i.label is not None) == has_label and i.record_id not in lent)
        lent.add(item.record_id)
        lent_at = at - timedelta(days=days_ago)
        _lend(number, item, lent_at - timedelta(days=max(0, lent_at.weekday() - FRIDAY)))


def _lend(number: str, item: Item, lent_at: datetime) -> None:
    patron = Patron.get(Patron.number == number)
    days = 60 if patron.category == "teacher" else STUDENT_DAYS
    Loan.create(
        patron=patron,
        item=item,
        record=item.record_id,
        lent_at=int(lent_at.timestamp() * 1000),
        due_on=lent_at.date() + timedelta(days=days),
    )
    Item.update(state="on_loan").where(Item.id == item.id).execute()
