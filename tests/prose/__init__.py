"""Reports read back: every printed line is a claim, and every claim is asked again."""
