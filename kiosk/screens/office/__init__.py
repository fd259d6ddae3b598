"""The office's pages: functions that draw a frozen page on the office's screen, a module a room."""
