/* A bill of materials: which packages an image is made of, in which versions. Two formats are read, each in a file of its own.
 * Takes outside input of any kind; gives a list of packages, or a diagnostic. Knows nothing of the model. */
#ifndef MSPEC_IMPORT_SBOM_H
#define MSPEC_IMPORT_SBOM_H

#include "import/json_read.h"
#include "import/purl.h"

#define SBOM_MAX ((size_t)64 << 20)

struct sbom_package {
    const char *name;    /* NULL for none */
    const char *version; /* NULL for none */
    struct purl purl;
    bool has_purl;
};

struct sbom {
    struct sbom_package *packages;
    size_t count;
    bool doubt; /* something could not be read: what is not in the list may be in the image */
};

/* Either format. MSPEC_OK with *out in the arena; MSPEC_ERROR_INPUT with a diagnostic; MSPEC_ERROR_MEMORY. */
mspec_status sbom_read(const struct json_input *in, struct sbom *out);
mspec_status sbom_cyclonedx_read(const struct json_input *in, struct sbom *out);
mspec_status sbom_spdx_read(const struct json_input *in, struct sbom *out);

/* For the two readers. */
struct sbom_list {
    VECTOR(struct sbom_package);
};
mspec_status sbom_finish(const struct json_input *in, struct sbom_list *list, bool no_memory, struct sbom *out);
/* Sets the package URL, and what it says of the version where nothing else does. */
void sbom_set_purl(const struct json_input *in, struct sbom_package *package, const char *text, bool *doubt, bool *no_memory);

#endif
