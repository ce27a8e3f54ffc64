"""The desk of calls in the admin: what a region watches, what an organisation answers."""
