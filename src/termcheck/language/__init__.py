"""The language room: text to trees, with everything that is wrong in it."""
