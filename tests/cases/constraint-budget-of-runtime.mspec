# A budget of runtime: 5 % is allowed to the point, 5.1 % is not.  Budgets of several measures are separated by ;
component a { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent)  [Cost] ::= runtime 5% }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Cost] ::= runtime 5.1% }
system s { [Budget] ::= runtime 5%; compartments 4  [Profile] ::= (a, 100%)  [Minimise] ::= transformations }
