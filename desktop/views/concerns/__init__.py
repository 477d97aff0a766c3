"""Concerns: the list, the record beside it, quick concern and its exits."""
