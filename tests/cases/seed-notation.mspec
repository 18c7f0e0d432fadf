# A file that holds only clauses is one component, named after the file.  Without a language it is taken at its word, and
# with nobody beside it nothing can be violated: one configuration, and it is safe.
[Memory Access] ::= R, W
[Call] ::= X
[API] ::= (thread_add, SYMB) (thread_remove, SYMB) \
          (schedcoop_yield, SYMB)
[Requires] ::= X
