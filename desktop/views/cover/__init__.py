"""The cover for short absences."""
