"""An intake of many files: discovery, workers, journal, similarity, overview."""
