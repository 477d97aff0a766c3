"""The one table of records, and what belongs to it: columns, filters, views, empty lists."""
