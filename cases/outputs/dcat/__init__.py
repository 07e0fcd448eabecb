"""The catalogue for catalogues of data: DCAT-AP-NL 3, as data.overheid.nl and others harvest it."""
