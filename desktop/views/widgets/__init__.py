"""Small own widgets that know no record."""
