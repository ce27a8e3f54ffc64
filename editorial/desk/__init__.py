"""“My work”: the first screen of the admin, and what the editorial desk contributes to it."""
