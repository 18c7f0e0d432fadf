target t {
    [Mechanisms] ::= kasan
    [Limit] ::= 3
    mechanism kasan { [Transform] ::= R(*) -> R(intent)  [Kconfig] ::= KASAN }
    mechanism kasan { [Flags] ::= "-g" }
    component c { [Language] ::= C }
}
