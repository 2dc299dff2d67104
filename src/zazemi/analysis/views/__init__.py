"""Pages of the room: permission, filter, one selector or service, template."""
