"""Pages that are always there: home, about, privacy, the developers' pages, the style guide."""
