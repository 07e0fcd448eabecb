"""Commands for whoever runs Gouden. Begin with `commands.start` and `commands.run_due`."""
