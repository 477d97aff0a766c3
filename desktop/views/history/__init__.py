"""The history of one record: who changed what and when, and taking back one change."""
