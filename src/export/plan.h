/* What a configuration asks of a target: which mechanisms it uses on whom, what the build system calls them, and whether it can be
 * built there at all. Takes what every writer takes and the name of a target; gives the target's words, and refusals that name the
 * clause. The common part of the writers for kernels and unikernels; knows no format. */
#ifndef MSPEC_EXPORT_PLAN_H
#define MSPEC_EXPORT_PLAN_H

#include "export/export.h"
#include "model/build_target.h"

struct plan {
    const struct export_input *in;
    const struct model *m;
    struct arena arena;
    const struct target *target; /* that the model obeys, or the shipped one */
    const char *title;           /* of the target, for messages */
    bool refused;                /* and said why */
};

/* An option that the image must have, for a mechanism (NONE: for every image). */
struct plan_option {
    const char *name, *value; /* "CONFIG_KASAN", "y"; "n" is an option that must be off */
    uint32_t mechanism;
};
struct plan_options {
    VECTOR(struct plan_option);
};

#define PLAN_REFUSE(plan, span, ...) ((plan)->refused = true, report((plan)->m->ctx, CODE_EXPORT_IMPOSSIBLE, (span), __VA_ARGS__))

/* To be given to plan_end whatever the status. */
mspec_status plan_begin(struct plan *p, const struct export_input *in, const char *target);
void plan_end(struct plan *p);

/* The component has the mechanism: chosen, on its path, or (with `built_in`) built in. */
bool plan_has(const struct plan *p, uint32_t component, uint32_t mechanism, bool built_in);
bool plan_uses(const struct plan *p, uint32_t mechanism, bool built_in); /* some component has it */

/* Refuses mechanisms that the target lacks, and what is no longer valid behind the boundaries and limits that it builds. */
mspec_status plan_check(struct plan *p);
/* The options of the image, each once; two that contradict each other are refused. */
mspec_status plan_options(struct plan *p, bool built_in, struct plan_options *out);
/* Writes them as a fragment: `CONFIG_X=y`, `# CONFIG_Y is not set`. */
void plan_put_options(const struct plan_options *options, struct text *out);
/* What the mechanisms in use take for granted, as comments: a build cannot see to all of it. */
void plan_put_assumptions(const struct plan *p, struct text *out);

/* The words of a clause, separated by blanks. */
void plan_put_words(const struct plan *p, const struct target_words *words, struct text *out);
/* A scalar of YAML that no reader takes for anything but this text. */
void plan_put_scalar(struct text *out, const char *text);
/* LIBNAME as Kconfig and makefiles write it. */
void plan_put_upper(struct text *out, const char *name);
/* [Origin] of the component as this configuration uses it; NULL without one. */
const char *plan_origin(const struct plan *p, uint32_t component, uint32_t index);

#endif
