"""The library file: its tables, its migrations, and opening it safely."""
