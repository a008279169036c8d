"""A library as tables: for a clerk's spreadsheet, for scripts, for one's own questions."""
