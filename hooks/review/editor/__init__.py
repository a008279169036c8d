"""The local editor: a page on this machine alone, for those who correct materials and do not know git."""
