"""Whole jobs that need the store and the documents, called by verbs and window alike: extract, export, print."""
