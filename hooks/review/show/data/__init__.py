"""What scripts of pages load: files of rows beside the pages, each a pure function of the library."""
