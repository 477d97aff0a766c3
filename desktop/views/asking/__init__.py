"""Questions asked in place: what happened, who was told, where it went. They know no record."""
