"""What the pages of the site share: titles, numbered lists, parameters, linked data. Begin with `mixins`."""
