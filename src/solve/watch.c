#include "solve/watch.h"

#include <time.h>

#define NODES_BETWEEN 64
#define SECONDS_BETWEEN 0.1

double watch_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void watch_init(struct watch *w, mspec_ctx *ctx, double time_limit)
{
    double now = watch_now();
    *w = (struct watch){.ctx = ctx, .next_report = now + SECONDS_BETWEEN};
    if (time_limit > 0)
        w->deadline = now + time_limit;
}

void watch_stop(struct watch *w, const char *why)
{
    if (!w->stopped)
        w->stopped = why;
}

bool watch_look(struct watch *w)
{
    if (w->stopped)
        return false;
    double now = watch_now();
    if (w->deadline && now >= w->deadline)
        watch_stop(w, "time limit");
    else if (now >= w->next_report) {
        w->next_report = now + SECONDS_BETWEEN;
        if (!context_go_on(w->ctx, w->progress[0] ? w->progress : NULL))
            watch_stop(w, "cancelled");
    }
    return !w->stopped;
}

bool watch_node(struct watch *w)
{
    if (w->stopped)
        return false;
    return ++w->nodes % NODES_BETWEEN ? true : watch_look(w);
}
