"""The first run: five steps from nothing to an office that opens."""
