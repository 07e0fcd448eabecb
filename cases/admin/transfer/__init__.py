"""Import and export of entries by editors, as CSV and XLSX; all of a file comes in, or nothing.

Begin at `pages`: the views (`export_pages`: those of the files that go out). A file becomes a sheet of texts in
`sheets` (an XLSX within the bounds of `workbook`), and waits in `uploads` until the editor has seen what it would
change. `importing` walks through its rows, with what a colleague changed meanwhile (`stale_rows`), and says in an
`outcome` what becomes of them; `history` keeps that, `undoing` puts it back, `past_imports` shows both;
`long_imports` does it all for many rows, by jobs. What an entry is, and what each kind of them says, is in `entries`;
the kinds are in `case_rows` and `reference_rows`, and `kinds` lists them. Which columns they have is in `columns`;
how a value is read from a cell and written in it in `cells` and `row_cells`.
"""
