component a { [Call] -= X }
