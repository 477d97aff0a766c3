"""Where it is kept: the encrypted office folder, its journal, search, keys and backups."""
