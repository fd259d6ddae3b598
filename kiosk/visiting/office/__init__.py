"""The librarian's rooms as state machines without Kivy, a module a room."""
