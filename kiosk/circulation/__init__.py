"""The by-law: pure functions and frozen values, standard library only, time handed in."""
