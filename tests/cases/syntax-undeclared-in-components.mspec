# In [Components] an undeclared component is an error.
component a { [Memory Access] ::= R }
system s { [Components] ::= a, ghost }
