/* Modules: parts of MSpec that need a heavy library, each a shared object of its own that is loaded when it is asked for.
 * Beside the build, else where MSpec is installed. The two sides are built together, and a module of another build is refused.
 * Knows nothing of what modules do. */
#ifndef MSPEC_SYNTAX_MODULE_H
#define MSPEC_SYNTAX_MODULE_H

enum { MODULE_WHY = 512 };

/* What the module exports by a name: a function without arguments, whose result is returned. The result begins with a pointer to
 * the module's version, which must be this one. The module stays loaded. NULL when there is none; `why` then says why. */
const void *module_get(const char *file, const char *function, const char *version, char why[MODULE_WHY]);

#endif
