"""How a note looks in each kind of file: its page, its columns, and the colours of the site."""

# Millimetres.
PAGE = (210, 297)
MARGIN = 16
WIDTH = PAGE[0] - 2 * MARGIN
# What part of the width each column of the table has.
COLUMNS = (0.24, 0.145, 0.245, 0.225, 0.145)
# Those that the reader's own program has, or that come with it.
FONTS = {"docx": "Calibri", "odt": "Carlito"}
INK, SOFT, LINK, GOLD, LINE, SHADE = "1B2530", "4C5562", "1A4D80", "A87500", "C9C0AA", "F5F1E6"
