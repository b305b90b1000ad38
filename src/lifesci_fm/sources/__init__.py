"""One file a metadata source: the URLs it builds, a pure parser from bytes to a record, its manners."""
