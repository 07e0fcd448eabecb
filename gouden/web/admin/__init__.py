"""What every admin in the house does, whatever its rows are. Begin with `base`."""
