component a : b { }
component b : c { }
component c : a { }
