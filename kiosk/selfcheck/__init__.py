"""The pupil's and the helper's session as a state machine without Kivy: a scan or a tap in, a frozen view out."""
