"""The parts of a visit, each a small state machine of its own; `kiosk.visit` puts them together."""
