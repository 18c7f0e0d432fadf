#include "solve/watch.h"

#include "base/clock.h"

#define NODES_BETWEEN 64
#define SECONDS_BETWEEN 0.1

void watch_init(struct watch *w, mspec_ctx *ctx, double time_limit)
{
    double now = clock_now();
    *w = (struct watch){.ctx = ctx, .next_report = now + SECONDS_BETWEEN};
    if (time_limit > 0)
        w->deadline = now + time_limit;
}

void watch_request(struct watch *w, const struct model *m, const struct engine_request *request)
{
    watch_init(w, m->ctx, request->time_limit);
    w->node_limit = request->node_limit;
    w->model = m;
}

void watch_stop(struct watch *w, const char *why)
{
    if (!w->stopped)
        w->stopped = why;
}

void watch_best(struct watch *w, struct rational first_measure)
{
    w->has_best = w->model && w->model->objective_count > 0;
    w->best = first_measure;
}

void watch_bound(struct watch *w, const struct cost_bound *bound)
{
    cost_bound_raise(&w->bound, bound);
}

static const char *unit_of(enum measure measure)
{
    return measure == MEASURE_RUNTIME ? " %" : measure == MEASURE_MEMORY ? " bytes" : "";
}

/* One line for a terminal. */
static void write_progress(const struct watch *w, struct text *line)
{
    bool has_bound = w->bound.levels > 0;
    if (!w->model || !w->model->objective_count || !(w->has_best || has_bound))
        return;
    enum measure first = w->model->objective[0];
    text_printf(line, "%s: ", measure_name(first));
    if (w->has_best) {
        text_puts(line, "best so far ");
        rational_print(line, w->best, 3);
        text_puts(line, unit_of(first));
    } else {
        text_puts(line, "nothing found yet");
    }
    if (has_bound) {
        text_puts(line, ", at least ");
        rational_print(line, w->bound.value[0], 3);
        text_puts(line, unit_of(first));
    }
    if (has_bound && w->has_best)
        text_printf(line, ", gap %.3g %%", cost_gap(w->best, w->bound.value[0]));
}

/* Shows how far it is, and asks whether to go on. Where there is no memory for the line, nothing is shown. */
static bool ask_user(struct watch *w)
{
    struct text line = {0};
    write_progress(w, &line);
    bool on = context_go_on(w->ctx, line.failed || !line.length ? NULL : line.bytes);
    text_fini(&line);
    return on;
}

bool watch_look(struct watch *w)
{
    if (w->stopped)
        return false;
    double now = clock_now();
    if (w->node_limit && w->nodes >= w->node_limit)
        watch_stop(w, "node limit");
    else if (w->deadline && now >= w->deadline)
        watch_stop(w, "time limit");
    else if (now >= w->next_report) {
        w->next_report = now + SECONDS_BETWEEN;
        if (!ask_user(w))
            watch_stop(w, "cancelled");
    }
    return !w->stopped;
}

bool watch_node(struct watch *w)
{
    if (w->stopped)
        return false;
    return ++w->nodes % NODES_BETWEEN && (!w->node_limit || w->nodes < w->node_limit) ? true : watch_look(w);
}
