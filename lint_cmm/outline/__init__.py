"""A document's meaning: sections with roles, problems, causes, measures, disclosure items."""
