"""Bytes to parts: the only door for hostile input."""
