"""Whether a feature model has a product, and its core and dead features, by flamapy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flamapy.interfaces.python.flamapy_feature_model import FLAMAFeatureModel

from bench.peers.exchange import Asked, run_prepared


def features(path: Path) -> Asked:
    """Read the model at ``path`` and ask; reading counts."""

    def asked() -> Iterator[list[str]]:
        model = FLAMAFeatureModel(str(path))
        yield ["consistent" if model.satisfiable() else "void"]
        found = model.backbone()
        for word in ("core", "dead"):
            yield from ([word, str(name)] for name in found[word])

    return asked


METHODS = {"features": features}

if __name__ == "__main__":
    run_prepared(METHODS)
