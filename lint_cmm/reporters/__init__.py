"""Results to bytes. No reporter knows how a rule works."""
