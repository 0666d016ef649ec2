"""Who copied whom: rare runs of text, joined without looking at every pair."""
