"""The command line: files, clocks and streams, and one module for each command."""
