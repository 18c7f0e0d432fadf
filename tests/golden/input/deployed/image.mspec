component redis   { [Language] ::= Rust  [Requires] ::= * }
component lwip    { [Language] ::= Rust  [Requires] ::= * }
component uksched { [Language] ::= Dafny  [Requires] ::= X }
component ukschedcoop { [Language] ::= Dafny  [Requires] ::= X }
system image {
    [Components] ::= redis, lwip, uksched, ukschedcoop
    [Mechanisms] ::= mpk, kasan
}
