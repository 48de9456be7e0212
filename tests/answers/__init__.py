"""Answers of the Ukraine library, one file each: the command, what it prints, its status."""
