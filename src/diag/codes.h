/* The registry of diagnostics: the enum is made from codes.def, and so is the page of the documentation.
 * A code keeps its meaning for ever: new meanings get new codes at the end of their hundred. */
#ifndef MSPEC_DIAG_CODES_H
#define MSPEC_DIAG_CODES_H

enum code {
#define CODE(id, code, severity, title, explanation) CODE_##id,
#include "diag/codes.def"
#undef CODE
    CODE_COUNT
};

#endif
