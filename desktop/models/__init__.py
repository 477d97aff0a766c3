"""What we know: records, their fields, rules and queries. No Qt, no open session."""
