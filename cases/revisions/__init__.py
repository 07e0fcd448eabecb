"""A case as data: taking a snapshot, reading older ones, comparing and restoring. Begin with `snapshot`."""
