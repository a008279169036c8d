"""Review materials as a library: read, relate, check, show, publish."""
