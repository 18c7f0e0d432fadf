#include "solve/aside.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "solve/result.h"

#define WAIT_NANOSECONDS 50000000

struct aside {
    const struct model *given;
    struct model model; /* the same, of another context */
    struct mspec_ctx ctx;
    const struct engine *engine;
    struct engine_request request;
    struct engine_result result; /* the thread's, until it is done */
    mspec_status status;
    size_t share; /* of the memory that the given context could still use */
    pthread_t thread;
    /* what both sides touch, under the lock */
    pthread_mutex_t lock;
    pthread_cond_t change;
    bool cancelled, done;
    char line[120];
};

/* Called in the thread. */
static bool on_progress(void *user, const char *progress)
{
    struct aside *a = user;
    pthread_mutex_lock(&a->lock);
    if (progress)
        snprintf(a->line, sizeof a->line, "%s", progress);
    bool on = !a->cancelled;
    pthread_mutex_unlock(&a->lock);
    return on;
}

static void *work(void *user)
{
    struct aside *a = user;
    a->status = a->engine->run(&a->model, &a->request, &a->result);
    pthread_mutex_lock(&a->lock);
    a->done = true;
    pthread_cond_signal(&a->change);
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

/* Signals are for the thread that waits for the user. */
static bool start_thread(struct aside *a)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    bool started = pthread_create(&a->thread, NULL, work, a) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static void discard(struct aside *a)
{
    struct memory *memory = &a->given->ctx->memory;
    if (a->share)
        memory->limit += a->share;
    pthread_cond_destroy(&a->change);
    pthread_mutex_destroy(&a->lock);
    memory_release(memory, a, sizeof *a);
}

struct aside *aside_start(const struct model *m, const struct engine *engine, const struct engine_request *request)
{
    struct memory *memory = &m->ctx->memory;
    struct aside *a = memory_resize(memory, NULL, 0, sizeof *a);
    if (!a)
        return NULL;
    a->given = m;
    a->engine = engine;
    a->request = *request;
    a->request.jobs = 1;
    if (memory->limit > memory->used)
        a->share = (memory->limit - memory->used) / 2;
    a->ctx = (struct mspec_ctx){
        .memory = {.limit = a->share}, .names = m->ctx->names, .progress = on_progress, .progress_user = a};
    a->model = *m;
    a->model.ctx = &a->ctx;
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->change, NULL);
    memory->limit -= a->share;
    if ((memory->limit && !a->share) || !start_thread(a)) {
        discard(a);
        return NULL;
    }
    return a;
}

void aside_wait(struct aside *a)
{
    char line[sizeof a->line];
    pthread_mutex_lock(&a->lock);
    while (!a->done && !a->cancelled) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += WAIT_NANOSECONDS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&a->change, &a->lock, &until);
        snprintf(line, sizeof line, "%s", a->line);
        pthread_mutex_unlock(&a->lock);
        bool on = context_go_on(a->given->ctx, line[0] ? line : NULL);
        pthread_mutex_lock(&a->lock);
        a->cancelled |= !on;
    }
    pthread_mutex_unlock(&a->lock);
}

/* Into the memory of the given context. */
static mspec_status hand_over(struct aside *a, struct engine_result *out)
{
    const struct engine_result *r = &a->result;
    engine_result_init(out, a->given->ctx);
    out->complete = r->complete;
    out->feasible = r->feasible;
    out->why_incomplete = r->why_incomplete; /* static texts */
    out->nodes = r->nodes;
    out->bound = r->bound;
    out->configurations = arena_new_array(&out->arena, struct configuration *, r->count);
    bool fine = out->configurations;
    for (size_t i = 0; fine && i < r->count; i++) {
        out->configurations[i] = configuration_copy(&out->arena, r->configurations[i]);
        fine = out->configurations[i];
    }
    out->count = fine ? r->count : 0;
    if (!fine)
        engine_result_fini(out);
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

mspec_status aside_end(struct aside *a, struct engine_result *out)
{
    pthread_mutex_lock(&a->lock);
    a->cancelled = true;
    pthread_mutex_unlock(&a->lock);
    pthread_join(a->thread, NULL);
    mspec_status status = a->status;
    if (status == MSPEC_OK && out)
        status = hand_over(a, out);
    if (a->status == MSPEC_OK)
        engine_result_fini(&a->result);
    discard(a);
    return status;
}
