"""What comes from or goes to people outside: submissions, inquiries, mail, missed searches."""
