"""Organisations and service points for other directories, as HSDS 3.0.

Open Referral, Human Services Data Specification 3.0 (https://docs.openreferral.org/en/3.0/):
names of fields, required fields, closed lists and pages follow its schemas and its API reference.
"""
