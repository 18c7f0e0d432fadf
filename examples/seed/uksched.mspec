[Memory Access] ::= R, W
[Call] ::= X
[API] ::= (thread_add, SYMB) (thread_remove, SYMB) \
          (schedcoop_yield, SYMB)
[Requires] ::= X
