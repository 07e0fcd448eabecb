"""HTTP that pages and API share: addresses, 304, places in a history, error pages. Begin with `conditional`."""
