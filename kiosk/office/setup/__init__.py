"""The first run: from nothing to lending."""
