component a { variant v { } variant v { } }
