"""Facts in DuckDB. All SQL of the project lives in this package."""
