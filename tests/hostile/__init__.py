"""Hostile input: whatever is read, the answer is a code, and what is printed gives no orders."""
