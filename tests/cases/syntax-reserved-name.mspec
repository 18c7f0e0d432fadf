# `own` is not a name of a component.
component own { [Memory Access] ::= R }
