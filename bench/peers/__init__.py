"""Peers: what each of them is asked, in an environment of its own."""
