"""Sheets of labels and cards as PDF: knows paper, type and bars, nothing of lending."""
