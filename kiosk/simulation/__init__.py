"""Kiosks and a centre over the real code; network and disasters are made of numbers, so that a seed repeats them."""
