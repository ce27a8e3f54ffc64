"""Machine translation: its cost shown first, done in the background, marked until a person reviews."""
