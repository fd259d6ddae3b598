"""Draws the feature's pages."""
