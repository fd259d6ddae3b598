"""A term in figures, against targets."""
