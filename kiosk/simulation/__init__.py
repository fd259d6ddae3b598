"""Kiosks and a centre over the real code, a network and disasters made of numbers: what one seed tells is repeatable."""
