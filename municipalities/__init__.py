"""WHO: provinces, municipalities through time, regions and organisations. Begin with `models.municipality`."""
