"""Two editors at one case: who saves second is shown what the other changed. Begin with `collisions`; ADR 13."""
