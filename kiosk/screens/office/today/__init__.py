"""Draws the pages of today, tomorrow and the trail."""

from kiosk.screens.office.today.pages import PAGES

__all__ = ["PAGES"]
