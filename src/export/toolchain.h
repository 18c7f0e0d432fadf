/* What a build is made with and for: the [Platform] of the system with what the user said beside it, which must not contradict it.
 * Takes a model and the options of an export; gives one compiler with its release, one architecture, and the features of the
 * processor, each as far as they are known. Decides nothing about mechanisms, but says what a mechanism misses. */
#ifndef MSPEC_EXPORT_TOOLCHAIN_H
#define MSPEC_EXPORT_TOOLCHAIN_H

#include "export/export.h"
#include "export/flags.h"

struct toolchain {
    const char *compiler;  /* as [Platform] or the user calls it; NULL: not known, or several */
    enum flags_compiler family; /* 0 when it is none of the known ones, or not known */
    bool has_version;
    struct rational version;
    const char *arch;      /* by its name in [Platform]; NULL: not known, or several */
    struct platform_group *groups; /* all of it */
    uint32_t group_count;
};

/* MSPEC_ERROR_INPUT when what the user said is no platform, or contradicts that of the system (reported); MSPEC_ERROR_MEMORY. */
mspec_status toolchain_make(const struct export_input *in, struct arena *arena, struct toolchain *out);
/* Is all there that the mechanism asks for in its [Platform]? What is not, or is not known, is reported, for the component. */
bool toolchain_suits(const struct export_input *in, const struct toolchain *t, uint32_t mechanism, uint32_t component);
/* "gcc 12, x86_64", as far as it is known; nothing at all when nothing is. */
void toolchain_print(const struct toolchain *t, struct text *out);

#endif
