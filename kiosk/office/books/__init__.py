"""Titles, copies, labels, registers, lists."""
