"""Draws the pages of titles, copies and the work with many of them."""

from collections.abc import Callable, Mapping

from kiosk.office.books.views import BookList, CopyPage, ImportPage, RecordPage, RegisterPage, RetroPage
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.books.catalogue import draw_book_list, draw_copy, draw_record
from kiosk.screens.office.books.work import draw_import, draw_register, draw_retro

PAGES: Mapping[type[PageView], Callable] = {
    BookList: draw_book_list,
    RecordPage: draw_record,
    CopyPage: draw_copy,
    RetroPage: draw_retro,
    ImportPage: draw_import,
    RegisterPage: draw_register,
}
