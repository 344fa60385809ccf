"""The checker: it shares the input types, the parser and the digest with the solver, and nothing else.

It proves with CP-SAT, which reckons in whole numbers, what the solver claims from linear bounds.
"""
