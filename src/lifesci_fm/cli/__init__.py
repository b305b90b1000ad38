"""Words in, words out: a command parses, makes one call, renders. Only this room prints."""
