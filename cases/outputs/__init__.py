"""The catalogue in the formats of others: files to take along, DCAT, the Atom feed, sitemaps."""
