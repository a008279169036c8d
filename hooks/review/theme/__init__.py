"""The theme `review`: Material for MkDocs with this library's frame, styles and search box. MkDocs finds it by name."""
