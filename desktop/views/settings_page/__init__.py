"""Settings of this computer and this person: how the window looks, its keys, its lock, and what it is."""
