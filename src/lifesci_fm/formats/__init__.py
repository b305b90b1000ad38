"""One file a format: `read` makes a Reading of a text, `write` prints entries."""
