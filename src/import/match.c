#include "import/match.h"

#include <string.h>

/* What is known of where a component comes from. */
struct origin {
    struct purl purl;
    bool has_purl;
};

struct matcher {
    const struct model *m;
    const struct advisory *advisory;
    const struct sbom *sbom;
    struct arena *arena;
    struct origin **origins; /* by component */
    size_t *origin_count;
    bool *known;    /* by component: every variant with code says where it comes from */
    bool *in_image; /* by component: the bill of materials says something of it, for the package at hand */
    struct matching *out;
    struct {
        VECTOR(struct matched);
    } list;
    struct {
        VECTOR(const char *);
    } unmatched;
    bool no_memory;
};

#define MOST_PAIRS 20000000 /* of a package of the advisory and one of the image; beyond, nothing is ruled out */

/* ---- components ---- */

static bool read_origins(struct matcher *k)
{
    uint32_t n = k->m->component_count;
    k->origins = arena_new_array(k->arena, struct origin *, n);
    k->origin_count = arena_new_array(k->arena, size_t, n);
    k->in_image = arena_new_array(k->arena, bool, n);
    k->known = arena_new_array(k->arena, bool, n);
    if (!k->origins || !k->origin_count || !k->in_image || !k->known)
        return false;
    for (uint32_t c = 0; c < n; c++) {
        const struct component *of = &k->m->components[c];
        size_t most = 0;
        for (uint32_t f = of->first_form; f < of->first_form + of->form_count; f++)
            most += k->m->forms[f].origin_count;
        if (!(k->origins[c] = arena_new_array(k->arena, struct origin, most)))
            return false;
        k->known[c] = true;
        for (uint32_t f = of->first_form; f < of->first_form + of->form_count; f++) {
            size_t before = k->origin_count[c];
            for (uint32_t i = 0; i < k->m->forms[f].origin_count; i++) {
                struct origin *origin = &k->origins[c][k->origin_count[c]];
                enum purl_result result = purl_parse(k->arena, model_name(k->m, k->m->forms[f].origins[i]), &origin->purl);
                if (result == PURL_NO_MEMORY)
                    return false;
                origin->has_purl = result == PURL_OK;
                k->origin_count[c] += origin->has_purl;
            }
            k->known[c] &= k->m->forms[f].is_vault || k->origin_count[c] > before;
        }
    }
    return true;
}

/* "lwip" of "lwip" and of "lwip.tcp_input": what is placed by function comes from one package. */
static bool is_called(const struct matcher *k, uint32_t component, const char *name)
{
    const char *own = model_component_name(k->m, component), *dot = strchr(own, '.');
    if (purl_same_name(own, name))
        return true;
    char *unit = dot ? arena_copy(k->arena, own, (size_t)(dot - own)) : NULL;
    return unit && purl_same_name(unit, name);
}

static bool has_code(const struct model *m, uint32_t component)
{
    const struct component *c = &m->components[component];
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        if (!m->forms[f].is_vault)
            return true;
    return false;
}

/* ---- names of ecosystems ---- */

/* "Debian:12" and "openssl" as a package URL; false when the ecosystem is not one of those known here. */
static bool purl_of_ecosystem(struct matcher *k, const struct advisory_package *p, struct purl *out)
{
    static const struct {
        const char *ecosystem, *type, *space;
    } known[] = {{"npm", "npm", ""},           {"crates.io", "cargo", ""}, {"PyPI", "pypi", ""},         {"RubyGems", "gem", ""},
                 {"Go", "golang", ""},         {"Hex", "hex", ""},         {"Pub", "pub", ""},           {"NuGet", "nuget", ""},
                 {"Packagist", "composer", ""}, {"Maven", "maven", ""},    {"Debian", "deb", "debian"},  {"Ubuntu", "deb", "ubuntu"},
                 {"Alpine", "apk", "alpine"},  {"OSS-Fuzz", "generic", ""}};
    if (!p->ecosystem || !p->name)
        return false;
    const char *colon = strchr(p->ecosystem, ':');
    size_t length = colon ? (size_t)(colon - p->ecosystem) : strlen(p->ecosystem);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i].ecosystem) != length || strncmp(known[i].ecosystem, p->ecosystem, length) != 0)
            continue;
        const char *cut = strcmp(known[i].type, "maven") == 0 ? strrchr(p->name, ':')
                          : *known[i].space                   ? NULL
                                                              : strrchr(p->name, '/');
        *out = (struct purl){.type = known[i].type, .space = known[i].space, .name = cut ? cut + 1 : p->name};
        if (cut && !(out->space = arena_copy(k->arena, p->name, (size_t)(cut - p->name))))
            k->no_memory = true;
        return true;
    }
    return false;
}

/* ---- matches ---- */

static const char *package_text(const struct matcher *k, const struct advisory_package *p)
{
    if (p->name)
        return p->name;
    if (p->has_purl)
        return p->purl.name;
    return p->module_count ? p->modules[0] : k->advisory->id;
}

/* A component counts once, with the worst that is said of it. */
static void add(struct matcher *k, struct matched new)
{
    for (size_t i = 0; i < k->list.count; i++) {
        struct matched *old = &k->list.items[i];
        if (old->component != new.component)
            continue;
        if (new.affected == AFFECTED_YES || (new.affected == AFFECTED_UNKNOWN && old->affected == AFFECTED_NO))
            *old = new;
        return;
    }
    k->no_memory |= !vector_push(k->arena->memory, &k->list, new);
}

/* Debian's package and upstream's are not numbered alike: whoever goes by the name alone can only be sure of "affected". */
static enum affected weigh(enum affected affected, bool same_package, const struct purl *own)
{
    bool upstream = !own || version_scheme_of_type(own->type) == SCHEME_UNKNOWN;
    return affected == AFFECTED_NO && !same_package && !upstream ? AFFECTED_UNKNOWN : affected;
}

static enum affected weigh_version(const struct advisory_package *p, const char *version, const struct purl *own, bool same_package)
{
    enum version_scheme scheme = own ? version_scheme_of_type(own->type) : SCHEME_UNKNOWN;
    return weigh(advisory_affects(p, version, scheme), same_package, own);
}

static bool is_package(struct matcher *k, const struct advisory_package *p, const struct purl *own)
{
    struct purl of;
    if (p->has_purl && purl_same_package(&p->purl, own))
        return true;
    return purl_of_ecosystem(k, p, &of) && purl_same_package(&of, own);
}

static bool is_named(const struct advisory_package *p, const char *name, enum match_by *by)
{
    if ((p->name && purl_same_name(p->name, name)) || (p->has_purl && purl_same_name(p->purl.name, name))) {
        *by = MATCH_NAME;
        return true;
    }
    for (size_t i = 0; i < p->module_count; i++)
        if (purl_same_name(p->modules[i], name)) {
            *by = MATCH_MODULE;
            return true;
        }
    return false;
}

/* The name of a package as its last part: "torvalds/linux" is called linux, "org.x:y" is called y. */
static bool is_named_shortly(const struct advisory_package *p, const char *name)
{
    const char *cut = p->name ? strrchr(p->name, '/') : NULL;
    const char *colon = p->name ? strrchr(p->name, ':') : NULL;
    return (cut && purl_same_name(cut + 1, name)) || (colon && purl_same_name(colon + 1, name));
}

/* By any of the names that a package goes by: its own, the last part of it, and of what it is built from. */
static bool goes_by(const struct advisory_package *p, const char *name, const struct purl *purl, enum match_by *by)
{
    const char *cut = name ? strrchr(name, '/') : NULL;
    *by = MATCH_NAME;
    if (purl && (is_named(p, purl->name, by) || is_named_shortly(p, purl->name)))
        return true;
    if (purl && purl->upstream && (is_named(p, purl->upstream, by) || is_named_shortly(p, purl->upstream)))
        return true;
    return name && (is_named(p, name, by) || is_named_shortly(p, name) || (cut && is_named(p, cut + 1, by)));
}

/* By the component's [Origin]. */
static bool match_origins(struct matcher *k, const struct advisory_package *p, uint32_t c)
{
    bool found = false;
    for (size_t i = 0; i < k->origin_count[c]; i++) {
        const struct purl *own = &k->origins[c][i].purl;
        enum match_by by = MATCH_PURL;
        bool same = is_package(k, p, own);
        if (!same && !goes_by(p, NULL, own, &by))
            continue;
        found = true;
        if (own->version || !k->in_image[c]) /* else the bill of materials has said which version it is */
            add(k, (struct matched){c, by, package_text(k, p), own->version, weigh_version(p, own->version, own, same)});
    }
    return found;
}

/* By the image's bill of materials: a package of it that is the advisory's, and that the component is made of. */
static bool match_sbom(struct matcher *k, const struct advisory_package *p, const struct sbom_package *s, bool *component_found)
{
    const struct purl *own = s->has_purl ? &s->purl : NULL;
    enum match_by by = MATCH_PURL;
    bool same = own && is_package(k, p, own);
    const char *name = own ? own->name : s->name;
    if (!same && !goes_by(p, s->name, own, &by))
        return false;
    enum affected affected = weigh_version(p, s->version, own, same);
    for (uint32_t c = 0; c < k->m->component_count; c++) {
        bool is_it = (name && is_called(k, c, name)) || (s->name && is_called(k, c, s->name)) ||
                     (own && own->upstream && is_called(k, c, own->upstream));
        for (size_t i = 0; i < k->origin_count[c] && !is_it; i++) {
            const struct purl *origin = &k->origins[c][i].purl;
            is_it = (own && purl_same_package(origin, own)) || (name && purl_same_name(origin->name, name)) ||
                    (s->name && purl_same_name(origin->name, s->name)) ||
                    (own && own->upstream && purl_same_name(origin->name, own->upstream));
        }
        if (!is_it)
            continue;
        *component_found = k->in_image[c] = true;
        add(k, (struct matched){c, by, package_text(k, p), s->version, affected});
    }
    if (!*component_found && affected == AFFECTED_NO)
        *component_found = true; /* nobody is made of it, and it is not affected */
    return true;
}

struct state {
    bool in_image_only; /* a package of the image is affected, and no component of the system is made of it */
    const char *image_package;
};

static void match_package(struct matcher *k, const struct advisory_package *p, struct state *state)
{
    bool any = false;
    memset(k->in_image, 0, k->m->component_count * sizeof *k->in_image);
    for (size_t i = 0; k->sbom && i < k->sbom->count; i++) {
        bool component_found = false;
        if (!match_sbom(k, p, &k->sbom->packages[i], &component_found))
            continue;
        any = true;
        if (!component_found) {
            state->in_image_only = true;
            state->image_package = package_text(k, p);
        }
    }
    for (uint32_t c = 0; c < k->m->component_count; c++) {
        const char *own = model_component_name(k->m, c);
        enum match_by by;
        if (match_origins(k, p, c)) {
            any = true;
            continue;
        }
        const char *dot = strchr(own, '.');
        const char *unit = dot ? arena_copy(k->arena, own, (size_t)(dot - own)) : own;
        k->no_memory |= !unit;
        if (!unit || !is_named(p, unit, &by))
            continue;
        any = true;
        if (!k->in_image[c]) /* its origin, where it has one, is called otherwise: nothing says which version it is */
            add(k, (struct matched){c, by, package_text(k, p), NULL,
                                    k->origin_count[c] ? AFFECTED_UNKNOWN : weigh_version(p, NULL, NULL, false)});
    }
    if (!any)
        k->no_memory |= !vector_push(k->arena->memory, &k->unmatched, package_text(k, p));
}

/* ---- conclusions ---- */

/* A component with code of which nothing says where it comes from: it could be anything. */
static uint32_t first_of_unknown_origin(const struct matcher *k)
{
    for (uint32_t c = 0; c < k->m->component_count; c++)
        if (has_code(k->m, c) && !k->known[c])
            return c;
    return NONE;
}

/* What a distribution has built from something that is perhaps called otherwise; NULL: there is nothing of the kind. */
static const char *first_built(const struct matcher *k)
{
    for (size_t i = 0; k->sbom && i < k->sbom->count; i++) {
        const struct sbom_package *s = &k->sbom->packages[i];
        if (s->has_purl && purl_is_built(&s->purl) && !s->purl.upstream)
            return s->purl.name;
    }
    for (uint32_t c = 0; !k->sbom && c < k->m->component_count; c++)
        for (size_t i = 0; i < k->origin_count[c]; i++)
            if (purl_is_built(&k->origins[c][i].purl) && !k->origins[c][i].purl.upstream)
                return k->origins[c][i].purl.name;
    return NULL;
}

static bool names_something(const struct advisory_package *p)
{
    return p->name || p->has_purl || p->module_count;
}

static bool is_too_large(const struct matcher *k)
{
    return k->sbom && k->advisory->package_count > 0 && k->sbom->count > MOST_PAIRS / k->advisory->package_count;
}

static const char *doubt_of(struct matcher *k, const struct state *state)
{
    const struct advisory *a = k->advisory;
    if (a->package_count == 0)
        return "the advisory names no package";
    if (is_too_large(k))
        return "the advisory and the bill of materials are too large to be compared";
    for (size_t i = 0; i < a->package_count; i++)
        if (!names_something(&a->packages[i]))
            return "the advisory has a package without a name";
    if (state->in_image_only) {
        const char *found = arena_printf(k->arena, "the image holds `%s`, and no component of the system is made of it",
                                         state->image_package);
        k->no_memory |= !found;
        return found;
    }
    if (k->list.count > 0)
        return NULL; /* only unaffected versions */
    for (size_t i = 0; i < a->package_count; i++)
        if (a->packages[i].doubt)
            return "what the advisory says of a package could not be read in full";
    const char *built = first_built(k), *text;
    if (built) {
        text = arena_printf(k->arena, "nothing matches by name, and what `%s` is built from may be called otherwise (`?upstream=` says it)",
                            built);
        k->no_memory |= !text;
        return text;
    }
    if (k->sbom && !k->sbom->doubt)
        return NULL; /* all that the image is made of is listed, and this is not in it */
    uint32_t c = first_of_unknown_origin(k);
    if (c == NONE)
        return NULL;
    text = arena_printf(k->arena, "no component matches by name, and nothing says where `%s` comes from ([Origin])",
                                    model_component_name(k->m, c));
    k->no_memory |= !text;
    return text;
}

static void conclude(struct matcher *k, const struct state *state)
{
    struct matching *out = k->out;
    for (size_t i = 0; i < out->count; i++)
        out->any_affected |= out->items[i].affected != AFFECTED_NO;
    if (out->any_affected)
        return;
    out->why = doubt_of(k, state);
    out->ruled_out = out->why == NULL;
    if (!out->ruled_out)
        return;
    out->why = out->count == 0 ? "no component is made of what it affects" : "the versions in use are not affected";
}

static int compare(const struct matched *a, const struct matched *b)
{
    return (a->component > b->component) - (a->component < b->component);
}

static void sort(struct matching *out)
{
    for (size_t i = 1; i < out->count; i++)
        for (size_t k = i; k > 0 && compare(&out->items[k - 1], &out->items[k]) > 0; k--) {
            struct matched swap = out->items[k];
            out->items[k] = out->items[k - 1];
            out->items[k - 1] = swap;
        }
}

static void tidy_unmatched(struct matcher *k)
{
    size_t kept = 0;
    for (size_t i = 0; i < k->unmatched.count; i++) {
        bool known = false;
        for (size_t x = 0; x < kept && !known; x++)
            known = strcmp(k->unmatched.items[x], k->unmatched.items[i]) == 0;
        if (!known && kept < 100)
            k->unmatched.items[kept++] = k->unmatched.items[i];
    }
    k->unmatched.count = kept;
}

bool match_advisory(const struct model *m, const struct advisory *advisory, const struct sbom *sbom, struct arena *a,
                    struct matching *out)
{
    struct matcher k = {.m = m, .advisory = advisory, .sbom = sbom, .arena = a, .out = out};
    struct state state = {0};
    *out = (struct matching){0};
    bool fine = read_origins(&k);
    for (size_t i = 0; fine && !is_too_large(&k) && i < advisory->package_count && !k.no_memory; i++)
        if (names_something(&advisory->packages[i]))
            match_package(&k, &advisory->packages[i], &state);
    tidy_unmatched(&k);
    out->items = vector_to_arena(a, &k.list);
    out->count = k.list.count;
    out->unmatched = vector_to_arena(a, &k.unmatched);
    out->unmatched_count = k.unmatched.count;
    vector_free(a->memory, &k.list);
    vector_free(a->memory, &k.unmatched);
    if (!fine || k.no_memory || !out->items || !out->unmatched)
        return false;
    sort(out);
    conclude(&k, &state);
    return !k.no_memory;
}
