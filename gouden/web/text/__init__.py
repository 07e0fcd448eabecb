"""How text, numbers and days are cleaned, read and written in Dutch. Begin with `cleaning`."""
