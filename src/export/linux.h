/* Where the components of a specification are in the tree of the Linux kernel: directories, objects and modules, from the subpath of
 * package URLs in [Origin] ("pkg:generic/linux#net/sctp/sctp.ko"). */
#ifndef MSPEC_EXPORT_LINUX_H
#define MSPEC_EXPORT_LINUX_H

#include "export/plan.h"

enum linux_kind { LINUX_DIRECTORY, LINUX_MODULE, LINUX_OBJECT };

struct linux_place {
    uint32_t component;
    enum linux_kind kind;
    const char *folder; /* "net/sctp" */
    const char *name;   /* "sctp" of sctp.ko, "input.o"; "" for a directory */
};
struct linux_places {
    VECTOR(struct linux_place);
};

/* By folder, directories first. False when out of memory; what cannot be a path is refused. */
bool linux_places_find(struct plan *p, struct linux_places *out);
/* The component runs in user space: it is in a compartment of processes. */
bool linux_is_user(const struct plan *p, uint32_t component);
/* Begins the plan for a kernel, refuses what is none, and lists the options: CONFIG_RUST, where something is in Rust, too. */
mspec_status linux_begin(struct plan *p, const struct export_input *in, struct plan_options *options);

#endif
