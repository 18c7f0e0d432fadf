/* Are versions affected; and what the readers of advisories share. */
#include "import/advisory.h"

#include <string.h>
#include <strings.h>

/* ---- versions ---- */

/* at <= version; "0" is before all. */
static bool reaches(enum version_scheme scheme, const char *at, const char *version, bool *result)
{
    int order;
    if (strcmp(at, "0") == 0) {
        *result = true;
        return true;
    }
    if (!version_compare(scheme, at, version, &order))
        return false;
    *result = order <= 0;
    return true;
}

/* b counts later than a; at one version, an introduction counts last. */
static bool comes_later(enum version_scheme scheme, const struct version_event *a, const struct version_event *b, bool *later)
{
    int order;
    if (strcmp(a->version, "0") == 0 || strcmp(b->version, "0") == 0) {
        *later = strcmp(a->version, "0") == 0;
        return true;
    }
    if (!version_compare(scheme, a->version, b->version, &order))
        return false;
    *later = order < 0 || (order == 0 && b->kind == EVENT_INTRODUCED);
    return true;
}

/* The last event that the version has come to decides: is it an introduction? */
static enum affected of_events(const struct version_statement *s, const char *version)
{
    const struct version_event *last = NULL;
    bool introduced = false, limited = false, below = false;
    for (size_t i = 0; i < s->event_count; i++) {
        const struct version_event *e = &s->events[i];
        bool reached, later = true;
        introduced |= e->kind == EVENT_INTRODUCED;
        if (e->kind == EVENT_LIMIT) {
            bool at;
            limited = true;
            if (strcmp(e->version, "*") == 0)
                below = true;
            else if (!reaches(s->scheme, e->version, version, &at))
                return AFFECTED_UNKNOWN;
            else
                below |= !at;
            continue;
        }
        if (!reaches(s->scheme, e->version, version, &reached))
            return AFFECTED_UNKNOWN;
        if (e->kind == EVENT_LAST_AFFECTED) { /* what comes after it is not affected; it is itself */
            int order;
            if (!version_compare(s->scheme, e->version, version, &order))
                return AFFECTED_UNKNOWN;
            reached = order < 0;
        }
        if (!reached)
            continue;
        if (last && !comes_later(s->scheme, last, e, &later))
            return AFFECTED_UNKNOWN;
        if (!last || later)
            last = e;
    }
    if (!introduced)
        return AFFECTED_UNKNOWN; /* the format wants one */
    return last && last->kind == EVENT_INTRODUCED && (!limited || below) ? AFFECTED_YES : AFFECTED_NO;
}

static bool same(enum version_scheme scheme, const char *a, const char *b, bool *result)
{
    int order;
    if (!version_compare(scheme, a, b, &order))
        return false;
    *result = order == 0;
    return true;
}

/* Is it in the range? */
static bool covers(const struct version_statement *s, const char *version, bool *result)
{
    int order;
    if (s->kind == STATES_ONE)
        return same(s->scheme, s->from, version, result);
    if (s->kind != STATES_RANGE || !reaches(s->scheme, s->from, version, result))
        return false;
    if (!*result || !s->to)
        return true;
    if (!version_compare(s->scheme, version, s->to, &order))
        return false;
    *result = order < 0 || (order == 0 && s->to_included);
    return true;
}

/* The change that the version came to last. */
static enum affected of_changes(const struct version_statement *s, const char *version)
{
    const struct version_change *last = NULL;
    for (size_t i = 0; i < s->change_count; i++) {
        bool reached, before;
        if (!reaches(s->scheme, s->changes[i].at, version, &reached))
            return AFFECTED_UNKNOWN;
        if (!reached)
            continue;
        if (last && !reaches(s->scheme, last->at, s->changes[i].at, &before))
            return AFFECTED_UNKNOWN;
        if (!last || before)
            last = &s->changes[i];
    }
    return last ? last->status : s->status;
}

enum affected advisory_affects(const struct advisory_package *package, const char *version, enum version_scheme own)
{
    bool doubt = package->doubt, covered = false, cleared = false;
    for (size_t i = 0; i < package->statement_count; i++) {
        struct version_statement s = package->statements[i];
        enum affected says;
        bool in = false;
        if (!version || s.kind == STATES_UNKNOWN) {
            doubt = true;
            continue;
        }
        /* Whoever numbered the version must count as the statement does, or only equal texts can be told. */
        if (s.scheme != own && !(own == SCHEME_UNKNOWN && s.scheme == SCHEME_SEMVER))
            s.scheme = SCHEME_UNKNOWN;
        if (s.kind == STATES_EVENTS) {
            says = of_events(&s, version);
            doubt |= says == AFFECTED_UNKNOWN;
            if (says == AFFECTED_YES)
                return AFFECTED_YES;
            continue;
        }
        if (!covers(&s, version, &in)) {
            doubt = true;
            continue;
        }
        if (!in)
            continue;
        covered = true;
        says = of_changes(&s, version);
        if (says == AFFECTED_YES)
            return AFFECTED_YES;
        doubt |= says == AFFECTED_UNKNOWN;
        cleared |= says == AFFECTED_NO;
    }
    if (doubt || (!version && package->statement_count))
        return AFFECTED_UNKNOWN;
    return covered && cleared ? AFFECTED_NO : package->otherwise;
}

/* ---- weaknesses ---- */

bool advisory_add_weakness(const struct json_input *in, struct weakness_list *list, const char *text)
{
    for (; *text; text++) {
        size_t digits = 0;
        if (strncasecmp(text, "CWE-", 4) != 0)
            continue;
        while (text[4 + digits] >= '0' && text[4 + digits] <= '9')
            digits++;
        if (digits == 0 || digits > 9)
            continue;
        const char *name = arena_printf(in->arena, "CWE-%.*s", (int)digits, text + 4);
        if (!name)
            return false;
        for (size_t i = 0; i < list->count; i++)
            if (strcmp(list->items[i], name) == 0)
                return true;
        return list->count >= ADVISORY_PARTS || vector_push(&in->ctx->memory, list, name);
    }
    return true;
}
