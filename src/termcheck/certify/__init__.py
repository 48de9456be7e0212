"""Certificates: what a verdict must carry, and the checker that trusts none of the rest."""
