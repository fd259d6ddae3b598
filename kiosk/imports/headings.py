"""The headings that Chinese schools give to the columns of their lists."""

import re
from collections.abc import Iterable, Mapping

from kiosk.circulation.naming import fold

Row = Mapping[str, str]

# Where two columns of a file mean the same field, the heading named first here wins.
PATRON_HEADINGS: dict[str, tuple[str, ...]] = {
    "number": (
        "借书号", "借书证号", "借书证", "借阅证号", "借阅号", "读者证号", "读者证", "读者编号", "读者号", "读者条码",
        "证号", "卡号", "一卡通号", "条码号", "条码", "学籍号", "学号", "编号", "number",
    ),
    "name": ("姓名", "读者姓名", "学生姓名", "name"),
    "unit": ("班级", "班级名称", "所在班级", "单位", "读者单位", "部门", "所在部门", "class"),
    "category": ("读者类型", "读者类别", "读者级别", "身份", "category"),
    "permission": ("借书权限", "借阅权限", "权限", "读者状态", "证件状态", "借书证状态", "状态", "permission"),
    "quota": ("借书额度", "可借册数", "可借数量", "可借本数", "借阅册数", "最大借书量", "限借册数", "额度", "quota"),
    "expires": ("有效期", "有效期至", "有效日期", "截止日期", "失效日期", "到期日期", "终止日期", "expires"),
}  # fmt: skip
PATRON_NEEDS = ("number", "name")

RECORD_HEADINGS: dict[str, tuple[str, ...]] = {
    "isbn": ("ISBN", "ISBN号", "ISBN书号", "国际标准书号", "标准书号", "标准编号", "书号"),
    "title": ("书籍名称", "书名", "题名", "正题名", "图书名称", "图书名", "题名与责任者", "名称", "title"),
    "author": ("作者", "责任者", "第一责任者", "著者", "著作者", "编著者", "author"),
    "publisher": ("出版社", "出版者", "出版单位", "publisher"),
    "published": ("出版日期", "出版时间", "出版年月", "出版年", "published"),
    "pages": ("页数", "页码", "pages"),
    "price": ("价格", "定价", "单价", "书价", "price"),
    "series": ("丛书名", "丛书", "丛编", "series"),
    "subject": ("主题", "主题词", "关键词", "subject"),
    "copies": ("馆藏本数", "馆藏数量", "馆藏册数", "馆藏量", "复本数", "复本量", "册数", "本数", "数量", "copies"),
    "call_number": ("索书号", "索取号", "排架号", "分类号", "图书分类号", "中图分类号", "中图法分类号", "call number"),
    "shelf": ("书籍位置", "馆藏地点", "馆藏地", "馆藏位置", "架位号", "架位", "书架号", "书架", "存放位置", "shelf"),
    "label": (
        "条码号", "图书条码", "图书条码号", "条形码", "条码", "登录号", "图书登录号", "登记号", "财产号", "财产登录号",
        "个别登记号", "财产登记号", "总括号", "label",
    ),
    # Where the list has a barcode besides, this is the line of the register; alone, it is the label as well.
    "accession_no": (
        "个别登记号", "财产登记号", "登录号", "图书登录号", "登记号", "财产号", "财产登录号", "accession number",
    ),
    "acquired_on": ("登记日期", "入藏日期", "入库日期", "入馆日期", "登录日期", "acquired on"),
    "item_type": ("文献类型", "图书类型", "资料类型", "类型", "item type"),
}  # fmt: skip
# The number may be an ISBN or, for a copy with a label of its own, that label.
RECORD_NEEDS = ("title",)
RECORD_NEEDS_ONE_OF = ("isbn", "label")

# What a permission does to a patron: the flag that it sets, or none.
PERMISSIONS: dict[str, str] = {
    **dict.fromkeys(("", "开通", "正常", "有效", "启用", "可借", "在用", "active"), ""),
    **dict.fromkeys(("暂停", "停借", "停用", "禁用", "禁借", "冻结", "无效", "黑名单", "blocked"), "blocked"),
    **dict.fromkeys(("丢失", "挂失", "遗失", "lost"), "card_lost"),
    **dict.fromkeys(("注销", "退证", "离校", "毕业", "转出", "left"), "left"),
}

REFERENCE_TYPES = frozenset({"工具书", "参考书", "参考工具书", "字典", "词典", "辞典", "reference"})


def _plain(heading: str) -> str:
    """«* 定价（元）:» → «定价»."""
    folded = re.sub(r"[\s*::_]", "", fold(heading)).casefold()
    return re.sub(r"\([^)]*\)$", "", folded) or folded


def columns(found: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Field → the file's own heading for it, for those fields that the file has."""
    by_plain: dict[str, str] = {}
    for heading in found:
        by_plain.setdefault(_plain(heading), heading)
    chosen = {}
    for field, synonyms in known.items():
        named = next((_plain(name) for name in synonyms if _plain(name) in by_plain), None)
        if named is not None:
            chosen[field] = by_plain[named]
    return chosen
