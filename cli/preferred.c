#include "cli/preferred.h"

#include "cli/report.h"
#include "diag/render.h"
#include "export/difference.h"

#include <string.h>

bool preferred_say(struct command *c, const struct pipeline *p)
{
    struct difference d;
    const struct nearest *n = &p->nearest;
    if (!difference_find(p->model, p->preferred, p->judged[0].configuration, &c->arena, &d))
        return false;
    if (d.count == 0) {
        text_puts(&c->out, "\nIt is the configuration that you prefer: nothing has to be changed.\n");
        return true;
    }
    report_heading(c, "What has to be changed");
    for (size_t i = 0; i < d.count; i++) {
        const char *text = difference_text(p->model, &d.items[i], &c->arena);
        if (!text)
            return false;
        text_puts(&c->out, "  - ");
        render_safe(&c->out, text, strlen(text));
        text_puts(&c->out, "\n");
    }
    text_printf(&c->out, "\nDistance %u: so many components have another variant, other hardening or another compartment. ", n->distance);
    if (n->proven)
        text_puts(&c->out, "No configuration of the same cost is nearer.\n");
    else
        text_printf(&c->out, "Not proven to be the least: not all configurations of the same cost are known (%s).\n",
                    n->why ? n->why : "stopped");
    return true;
}

void preferred_put_json(struct command *c, struct json_build *b, json_t *root, const struct pipeline *p)
{
    struct difference d;
    json_t *one = json_object();
    json_put(b, one, "distance", json_integer(p->nearest.distance));
    json_put(b, one, "proven", json_boolean(p->nearest.proven));
    if (difference_find(p->model, p->preferred, p->judged[0].configuration, &c->arena, &d))
        json_put(b, one, "changes", difference_to_json(b, p->model, &d));
    else
        b->failed = true;
    json_put(b, root, "prefer", one);
}
