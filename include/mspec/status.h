/* What a function of the library reports about itself. Three things are kept apart: a *status* (below) says whether the call
 * did its work; *diagnostics* (diagnostic.h) say what is wrong with the input; a *verdict* is a result and never a status. */
#ifndef MSPEC_STATUS_H
#define MSPEC_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MSPEC_API __attribute__((visibility("default")))
#define MSPEC_MUST_USE __attribute__((warn_unused_result))
#else
#define MSPEC_API
#define MSPEC_MUST_USE
#endif

typedef enum mspec_status {
    MSPEC_OK = 0,
    MSPEC_ERROR_INPUT,    /* the input is wrong: the context holds at least one diagnostic of severity error */
    MSPEC_ERROR_MEMORY,   /* out of memory, or over the context's memory limit */
    MSPEC_ERROR_LIMIT,    /* cancelled, or over a time limit */
    MSPEC_ERROR_IO,       /* a file could not be read or written; the context holds a diagnostic */
    MSPEC_ERROR_ARGUMENT, /* the caller broke the contract of the function */
    MSPEC_ERROR_INTERNAL  /* a check inside the library failed: a defect of MSpec, never of the input */
} mspec_status;

/* A short English name, for logs; never NULL. */
MSPEC_API const char *mspec_status_name(mspec_status status);

#ifdef __cplusplus
}
#endif
#endif
