"""What a library of our own would hold: nothing here knows of documents, rules or wording."""
