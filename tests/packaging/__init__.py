"""The project, built and installed into clean environments."""
