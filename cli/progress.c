#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

/* A signal handler has no other way to say something than a global. */
static volatile sig_atomic_t interrupted;

static struct {
    bool terminal, shown;
    double started, last;
} line;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (interrupted)
        _exit(130);
    interrupted = 1;
}

static bool show(void *user, const char *progress)
{
    (void)user;
    double time = clock_now();
    if (line.terminal && progress && time - line.started > 1 && time - line.last > 0.1) {
        fprintf(stderr, "\r\033[K%.100s", progress);
        fflush(stderr);
        line.last = time;
        line.shown = true;
    }
    return !interrupted;
}

void progress_start(mspec_ctx *ctx)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    line.terminal = isatty(STDERR_FILENO);
    line.started = clock_now();
    mspec_ctx_set_progress(ctx, show, NULL);
}

void progress_clear(void)
{
    if (line.shown)
        fputs("\r\033[K", stderr);
    line.shown = false;
}

bool progress_interrupted(void)
{
    return interrupted;
}
