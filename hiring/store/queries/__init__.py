"""What the pages read: one module a page, SQL in, polars frames out. Nothing here writes."""
