"""What the office shows and what a finger means there: frozen values without a word of prose, a module a room."""
