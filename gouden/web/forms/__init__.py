"""What people type: form fields, and how their text, numbers and days are read and cleaned."""
