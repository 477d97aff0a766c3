"""The palette over all commands and records, and the New menu."""
