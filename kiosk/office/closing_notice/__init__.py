"""The notice of closing: «today the library closes at 11», on the idle screen from one day to another."""
