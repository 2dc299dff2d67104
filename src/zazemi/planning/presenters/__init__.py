"""What the pages of the room show, typed and formatted."""
