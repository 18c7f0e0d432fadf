/* A target: what one kind of system can be built of, and what it calls that. From a `target` block: which mechanisms it has, what
 * excludes what in one image, whom it keeps together, and the words of its build system. Takes declarations; gives names, which a
 * model resolves when it obeys the target or an exporter writes for it. Knows no format that anybody exports to. */
#ifndef MSPEC_MODEL_BUILD_TARGET_H
#define MSPEC_MODEL_BUILD_TARGET_H

#include "model/model.h"

struct declarations;
struct clause_list;

struct target_words {
    name_id *items;
    uint32_t count;
};

struct target_entry {
    name_id mechanism;
    struct span span;
    name_id driver;            /* what the build system calls it; 0 when not stated */
    struct target_words kconfig;   /* options of the image: "CONFIG_KASAN=y" */
    struct target_words flags;     /* of the compiler, for the part that has it; [Flags] */
    struct target_words flags_off; /* to be taken from the part that does not; [Flags off] */
    struct target_words knobs;     /* variables that are set to `n` for such a part; [Knob] */
    bool has_boundary;         /* it builds another boundary than the mechanism's own entry says */
    struct reach_set in, out;
    struct span boundary_span;
    uint32_t limit;            /* compartments under one parent; 0: as the mechanism's own entry says */
    struct span limit_span;
};

struct target_pair { /* [Exclude] */
    name_id a, b;
    struct span span;
};

struct target_group { /* [Together]; whoever is not in the system is left out */
    name_id *names;
    uint32_t count;
    struct span span;
};

struct target {
    name_id name, title;
    struct span span;
    struct target_words kconfig; /* options that every image has */
    struct target_entry *entries;
    uint32_t entry_count;
    struct target_pair *exclude;
    uint32_t exclude_count;
    struct target_group *together;
    uint32_t together_count;
};

/* Reads a block; what is wrong with it is reported. False when memory has run out. */
bool target_block_read(struct declarations *d, const struct block *block, struct arena *a, struct target *out);
/* What the target has under the name of the mechanism; NULL: nothing. */
const struct target_entry *target_entry(const struct model *m, const struct target *t, uint32_t mechanism);
/* Makes the model obey the target: nothing that the target lacks may be chosen, limits and boundaries are those that it builds, and
 * what it excludes and keeps together are constraints of the system. What is added lies in the arena.
 * False when memory has run out. */
bool target_obey(struct model *m, const struct target *t, struct arena *a);
bool target_has(const struct target *t, name_id mechanism);
/* [Exclude] of a system or a target: pairs of names; and as constraints of a model. */
bool exclude_read(struct declarations *d, const struct clause_list *clauses, struct arena *a, struct target_pair **out,
                  uint32_t *count);
bool exclude_place(struct model *m, struct arena *a, const struct target_pair *pairs, uint32_t count);
/* A target by name or by the path of its file, beside those that the context has read already; its block in *out. */
mspec_status target_load(mspec_ctx *ctx, const char *name, const struct block **out);
/* Loads and reads one for a model that was built without: for an exporter. *out lies in the arena. */
mspec_status target_for(const struct model *m, const char *name, struct arena *a, const struct target **out);
/* A copy of the model, in the arena, that obeys the target: what is judged as it will be built. NULL when memory has run out. */
struct model *target_built(const struct model *m, const struct target *t, struct arena *a);

#endif
