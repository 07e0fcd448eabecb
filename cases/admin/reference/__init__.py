"""What cases refer to: publications, people, initiatives, themes. Begin with `base`."""
