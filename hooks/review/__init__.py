"""Review materials as a library: read, relate, check, show, publish."""

__version__ = "0.2.0"
