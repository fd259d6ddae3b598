"""Copies of the records that were looked at before they count, and the way back from them."""
