"""Devices, backups, what is new."""
