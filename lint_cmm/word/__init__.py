"""Writing Word files: annotated copies and mended copies."""
