"""Pages with a form for people outside: sharing a case, reporting a mistake, answering an inquiry, reading along."""
