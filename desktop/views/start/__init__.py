"""Before an office is open: the lock screen, first run, recovery, and what can stand in the way of opening."""
