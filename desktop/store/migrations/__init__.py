"""How the database of an older version becomes that of this one; `store/upgrading.py` runs it."""
