#include "import/yaml.h"

#include <string.h>
#include <strings.h>

#include "syntax/module.h"
#include "syntax/syntax.h"

#define LARGEST ((size_t)1 << 20) /* bytes */

struct yaml_node *yaml_member(const struct yaml_node *map, const char *key)
{
    for (struct yaml_node *n = map && map->kind == YAML_MAP ? map->first : NULL; n; n = n->next)
        if (strcmp(n->key->text, key) == 0)
            return n;
    return NULL;
}

bool yaml_is_null(const struct yaml_node *node)
{
    return !node || (node->kind == YAML_TEXT && node->plain &&
                     (!*node->text || strcmp(node->text, "~") == 0 || strcasecmp(node->text, "null") == 0));
}

bool yaml_is_true(const struct yaml_node *node)
{
    static const char *const words[] = {"true", "yes", "on"};
    for (size_t i = 0; node && node->kind == YAML_TEXT && node->plain && i < sizeof words / sizeof *words; i++)
        if (strcasecmp(node->text, words[i]) == 0)
            return true;
    return false;
}

#define MODULE "libmspec-yaml.so"

static const struct yaml_reader *load(mspec_ctx *ctx)
{
    char why[MODULE_WHY];
    const struct yaml_reader *reader = module_get(MODULE, "mspec_yaml_reader", YAML_READER_VERSION, why);
    if (!reader)
        report_hint(report(ctx, CODE_FEATURE_MISSING, (struct span){0}, "YAML cannot be read: %s", why),
                    "it needs libfyaml (libfyaml-dev): build with -Dyaml=enabled, and install all of MSpec");
    return reader;
}

mspec_status yaml_read_text(mspec_ctx *ctx, struct arena *a, const char *name, const char *bytes, size_t length,
                            struct yaml_node **out)
{
    uint32_t source;
    *out = NULL;
    if (length > LARGEST) {
        report(ctx, CODE_FILE_TOO_LARGE, (struct span){0}, "`%s` holds more than %zu MiB", name, LARGEST >> 20);
        return MSPEC_ERROR_INPUT;
    }
    const struct yaml_reader *reader = load(ctx);
    if (!reader)
        return MSPEC_ERROR_INPUT;
    if (!source_add(ctx, name, NULL, bytes, length, SOURCE_DATA, &source))
        return MSPEC_ERROR_MEMORY;
    return length ? reader->read(ctx, a, source, out) : MSPEC_OK;
}

mspec_status yaml_read_file(mspec_ctx *ctx, struct arena *a, const char *path, struct yaml_node **out)
{
    const char *bytes;
    size_t length;
    *out = NULL;
    mspec_status status = syntax_read_file(ctx, path, LARGEST, &bytes, &length);
    return status == MSPEC_OK ? yaml_read_text(ctx, a, path, bytes, length, out) : status;
}
