"""The composition root: settings, URLs and entry points. The only reader of the environment."""
