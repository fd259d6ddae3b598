"""Late books, slips, the recall at the end of a term."""
