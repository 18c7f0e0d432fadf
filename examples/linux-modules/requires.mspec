# What every part of the kernel requires: others call what it exports and may read it; they write what it exports as a variable
# (--grant-needs=all adds those), and nothing else.
[Requires] ::= X, R
