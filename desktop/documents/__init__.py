"""What we hand out: workbooks, tables and PDF pages, made from disclosed rows."""
