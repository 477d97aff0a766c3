"""Files that others made: read in a process of their own, so that a bad one cannot hurt the office.

`reading` runs in the office and starts `child`, which runs apart; the rest is what the child does. Everything here but
`reading` imports neither Qt nor SQLAlchemy.
"""
