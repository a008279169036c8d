"""Names of OpenDocument texts (ISO 26300-1), and what of them is never text of the document."""

OFFICE, TEXT, TABLE, STYLE, FO, DRAW, META = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "style", "xsl-fo-compatible", "drawing", "meta"))
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
"""Fields of forms, as LibreOffice keeps Word's."""
UNREAD = {TEXT + "tracked-changes", OFFICE + "forms", TEXT + "sequence-decls", TEXT + "variable-decls"}
