# Headings are matched without regard to case: this is a spy beside somebody who denies reading.
component spy { [MEMORY ACCESS] ::= R(*)  [requires] ::= * }
component b { [Memory access] ::= R, W  [REQUIRES] ::= X }
