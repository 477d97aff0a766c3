"""The live session: notes, agenda, who waits, what was noted, the stage, and the wrap-up."""
