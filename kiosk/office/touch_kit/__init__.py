"""The one navigation kit of the touch pages."""
