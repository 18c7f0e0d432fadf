/* A picture: a box for each compartment, in it its components with their hardening (those that have any are green, data without code is
 * a yellow cylinder), and an arrow for each component that needs another, red where it crosses a boundary. Text only; `dot -Tsvg`
 * draws it. */
#include <string.h>

#include "export/export.h"

static void put_quoted(struct text *out, const char *bytes)
{
    text_puts(out, "\"");
    for (; *bytes; bytes++) {
        if (*bytes == '"' || *bytes == '\\')
            text_puts(out, "\\");
        text_append(out, bytes, 1);
    }
    text_puts(out, "\"");
}

static void put_indent(struct text *out, uint32_t depth)
{
    for (uint32_t i = 0; i <= depth; i++)
        text_puts(out, "    ");
}

static void put_component(const struct export_input *in, uint32_t c, uint32_t depth, struct text *out)
{
    const struct model *m = in->model;
    const struct choice *choice = &in->configuration->choices[c];
    const struct form *form = &m->forms[choice->form];
    put_indent(out, depth);
    put_quoted(out, model_component_name(m, c));
    text_puts(out, " [label=\"");
    text_puts(out, model_component_name(m, c)); /* a name: nothing in it needs quoting */
    if (form->name)
        text_printf(out, " (%s)", model_name(m, form->name));
    if (form->language != NONE)
        text_printf(out, "\\n%s", model_name(m, m->languages[form->language].name));
    for (uint32_t i = 0; i < choice->hardening_count; i++)
        text_printf(out, "%s%s", i ? ", " : "\\n", model_mechanism_name(m, choice->hardening[i]));
    text_printf(out, "\"%s%s];\n", form->is_vault ? ", shape=cylinder" : "",
                choice->hardening_count ? ", fillcolor=\"#d7ead3\"" : form->is_vault ? ", fillcolor=\"#fdf3d0\"" : "");
}

/* Is `c` in the compartment that the first `depth` steps of `of` lead to? */
static bool is_in(const struct choice *c, const struct choice *of, uint32_t depth)
{
    return c->depth >= depth && path_common(c, of) >= depth;
}

/* The compartments are visited as a tree without a tree: the components of one path are consecutive visits of the first of them. */
static void put_level(const struct export_input *in, const struct choice *within, uint32_t depth, struct text *out)
{
    const struct configuration *c = in->configuration;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct choice *choice = &c->choices[i];
        if (!is_in(choice, within ? within : choice, depth))
            continue;
        if (choice->depth == depth) {
            put_component(in, i, depth, out);
            continue;
        }
        bool is_first = true; /* the compartment is drawn where its first component stands */
        for (uint32_t k = 0; k < i && is_first; k++)
            is_first = !is_in(&c->choices[k], choice, depth + 1);
        if (!is_first)
            continue;
        const struct placement *place = &choice->path[depth];
        const char *name = model_mechanism_name(in->model, place->mechanism);
        put_indent(out, depth);
        text_printf(out, "subgraph \"cluster_%u_%u\" {\n", i, depth);
        put_indent(out, depth + 1);
        text_printf(out, "label=\"%s:%u\"; style=\"rounded,filled\"; fillcolor=\"%s\"; color=\"#7f8ea3\";\n", name, place->number,
                    depth % 2 ? "#dfe5ee" : "#eef1f6");
        put_level(in, choice, depth + 1, out); /* as deep as mechanisms nest: each occurs once on a path */
        put_indent(out, depth);
        text_puts(out, "}\n");
    }
}

static void put_needs(const struct export_input *in, uint32_t c, struct text *out)
{
    const struct model *m = in->model;
    const struct form *form = &m->forms[in->configuration->choices[c].form];
    for (uint32_t i = 0; i < form->intent_count; i++) {
        const struct access *access = &form->intent[i];
        if (access->component == NONE || access->component == c)
            continue;
        bool said = false;
        for (uint32_t k = 0; k < i && !said; k++)
            said = form->intent[k].component == access->component;
        if (said)
            continue;
        text_puts(out, "    ");
        put_quoted(out, model_component_name(m, c));
        text_puts(out, " -> ");
        put_quoted(out, model_component_name(m, access->component));
        bool apart = !path_equal(&in->configuration->choices[c], &in->configuration->choices[access->component]);
        text_printf(out, "%s;\n", apart ? " [penwidth=2.2, color=\"#a33c2f\"]" : "");
    }
}

/* Which components have an arrow to or from another. */
static void find_connected(const struct export_input *in, bool *connected)
{
    const struct model *m = in->model;
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct form *form = &m->forms[in->configuration->choices[c].form];
        for (uint32_t i = 0; i < form->intent_count; i++) {
            uint32_t other = form->intent[i].component;
            if (other != NONE && other != c)
                connected[c] = connected[other] = true;
        }
    }
}

/* Components without any arrow would all stand in one row: those of a compartment are put into rows of a few. */
static bool put_rows(const struct export_input *in, struct text *out)
{
    enum { ROW = 6 };
    const struct configuration *c = in->configuration;
    struct arena scratch;
    arena_init(&scratch, &in->model->ctx->memory);
    bool *connected = arena_new_array(&scratch, bool, c->count);
    if (connected)
        find_connected(in, connected);
    for (uint32_t i = 0; connected && i < c->count; i++) {
        uint32_t before = 0, above = NONE; /* the one that stands ROW places before it */
        for (uint32_t k = connected[i] ? 0 : i; k-- > 0 && above == NONE;) {
            if (!connected[k] && path_equal(&c->choices[k], &c->choices[i]) && ++before == ROW)
                above = k;
        }
        if (above == NONE)
            continue;
        text_puts(out, "    ");
        put_quoted(out, model_component_name(in->model, above));
        text_puts(out, " -> ");
        put_quoted(out, model_component_name(in->model, i));
        text_puts(out, " [style=invis];\n");
    }
    arena_fini(&scratch);
    return connected != NULL;
}

mspec_status export_dot(const struct export_input *in, struct text *out)
{
    const struct model *m = in->model;
    text_puts(out, "digraph ");
    put_quoted(out, m->system_name ? model_name(m, m->system_name) : "mspec");
    text_puts(out, " {\n    graph [fontname=\"Helvetica,sans-serif\", compound=true, labelloc=t, label=");
    put_quoted(out, m->system_name ? model_name(m, m->system_name) : "");
    /* widths are estimated: the margin is for fonts that turn out wider */
    text_puts(out, "];\n    node [fontname=\"Helvetica,sans-serif\", margin=\"0.2,0.06\", shape=box, style=filled, fillcolor=white];\n"
                   "    edge [color=\"#5a6472\"];\n");
    put_level(in, NULL, 0, out);
    for (uint32_t c = 0; c < m->component_count; c++)
        put_needs(in, c, out);
    bool made = put_rows(in, out);
    text_puts(out, "}\n");
    return out->failed || !made ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
