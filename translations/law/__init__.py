"""The law of the translation desk: one for every page, in every language.

wagtail-localize 1.14 asks for one global permission and knows no page permissions, locks or
workflows. Its addresses are answered here first; who may do what is said in `rights`.
"""
