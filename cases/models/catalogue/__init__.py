"""The working rows: what editors fill in. Begin with `case`."""
