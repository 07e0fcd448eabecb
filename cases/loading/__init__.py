"""The catalogue as files: what `fixtures/catalogue` holds, loaded into the database and written back."""
