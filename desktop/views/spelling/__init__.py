"""Spelling in a field: wrong words underlined, suggestions, and the office's own words."""
