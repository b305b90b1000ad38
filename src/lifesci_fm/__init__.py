"""fm: a literature tracker for people who follow foundation models in the life sciences."""

__version__ = "0.1.0"
