"""Readers, classes, staff accounts, cards."""
