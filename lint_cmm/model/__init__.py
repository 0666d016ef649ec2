"""A Word document as frozen text with positions; no rules, no Chinese wording."""
