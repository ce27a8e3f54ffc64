"""One page in several languages beside each other."""
