"""A slow and plain second implementation of MSpec's meaning, used to judge the fast one.

It shares nothing with the C program: no code, no tables, no catalogue.  Everything here follows the definitions as they
are written down, one module a section:

    parse.py   text -> blocks of clauses -> values
    model.py   blocks -> one concrete system for each choice of variants: cells, capabilities, intent, grants, masks
    judge.py   reach, the fixpoint, what passes, safe, works, valid
    space.py   every configuration, each exactly once up to the names of compartments
    cost.py    the measures, exact
    order.py   "derives from" and the minimal configurations
    blast.py   what falls when one component is taken over
"""
