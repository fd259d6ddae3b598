"""The library-corner station: a camera, a class rota, a shelf of loans."""

# As pyproject.toml has it: a station that runs from a copy of the folder is not installed.
VERSION = "0.1.0"
