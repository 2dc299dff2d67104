"""Pages that write about parties."""
