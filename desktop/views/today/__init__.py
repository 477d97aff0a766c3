"""Today: what needs somebody, the next and the last meeting, three numbers."""
