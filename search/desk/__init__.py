"""The search-demand board: what readers looked for in vain becomes a synonym, a way or a task."""
