# `: PARENT` copies the parent's clauses, which may be set anew: child keeps the parent's R(*) and sets only [Requires].
# It reads what b denies.  The parent itself is not in the system.
component base { [Memory Access] ::= R(*)  [Requires] ::= X }
component child : base { [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
system s { [Components] ::= child, b }
