# An undeclared language is an error.
component a { [Language] ::= Pascal }
