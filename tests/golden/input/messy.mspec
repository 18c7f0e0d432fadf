component   a{ [language]::=C
[requires] ::= X , b( W,own )   # b may

}
component b {}
