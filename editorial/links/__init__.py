"""Links: which addresses pages lead to, which of them no longer answer."""
