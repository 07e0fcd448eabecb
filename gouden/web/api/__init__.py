"""What the API does: errors, lists in pages, parameters, JSON, its description. Begin with `middleware`."""
