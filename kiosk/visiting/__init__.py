"""The parts of a visit, each a small state machine of its own; `kiosk.selfcheck.station` puts them together."""
