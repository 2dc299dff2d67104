"""All that the portal's pages show, typed and formatted."""
