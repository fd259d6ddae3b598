"""What was, what waits, what tomorrow brings; the trail of changes."""
