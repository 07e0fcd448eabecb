"""Import and export of entries as CSV and XLSX: sheets, cells, what a row is of each kind, and the pages."""
