"""Noticing that nobody is there."""
