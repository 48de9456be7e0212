"""termcheck: term sheets in a small readable language, decided with their reasons."""
