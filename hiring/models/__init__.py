"""Frozen pydantic models shared by every layer. Imports nothing else of ours."""
