/* MSpec: chooses and proves safe configurations of operating-system protection mechanisms.
 *
 *     context (context.h)   reads specifications and keeps what is wrong with them (diagnostic.h)
 *     model (model.h)       one system of the specifications, checked and resolved
 *     config (config.h)     for each component its variant, its hardening, and the compartments that it is in
 *     judgement (verify.h)  is a configuration safe, does it work, what does it cost, and why
 *     result (solve.h)      the configurations that an engine found; every one has been judged
 *     export (export.h)     a configuration in the form that a build system reads
 *
 * The library never prints, never ends the process, and keeps no global state. A function that can fail returns a status
 * (status.h), leaves its output argument NULL or unchanged when it fails, and may be called again. Objects are freed by the
 * function of their name that ends in _free, which accepts NULL; what a getter returns is borrowed from the object that it was
 * asked of, and lives as long. One context and all that was made with it belong to one thread at a time. */
#ifndef MSPEC_MSPEC_H
#define MSPEC_MSPEC_H

#include "mspec/config.h"
#include "mspec/context.h"
#include "mspec/diagnostic.h"
#include "mspec/export.h"
#include "mspec/model.h"
#include "mspec/solve.h"
#include "mspec/status.h"
#include "mspec/verify.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that runs, "major.minor.patch". Static. */
MSPEC_API const char *mspec_version(void);

#ifdef __cplusplus
}
#endif
#endif
