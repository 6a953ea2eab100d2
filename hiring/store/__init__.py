"""Checks and credentials as facts in DuckDB; all SQL of the project lives here."""
