/* What is asked of a system, for solvers that know nothing of MSpec. */
#include "export/export.h"
#include "export/minizinc.h"
#include "solve/statement/smtlib.h"

typedef void write_fn(const struct statement *st, struct text *out);

static mspec_status write_question(const struct export_input *input, const char *format, write_fn *write, struct text *out)
{
    struct statement *st;
    mspec_status status = statement_new(input->model, &st);
    if (status == MSPEC_ERROR_LIMIT) {
        struct report *r = report(input->model->ctx, CODE_EXPORT_IMPOSSIBLE, input->model->system_span,
                                  "the system is larger, or its figures are finer, than can be written down as %s", format);
        report_hint(r, "name fewer components in [Components], or fewer mechanisms in [Mechanisms]");
        return MSPEC_ERROR_INPUT;
    }
    if (status != MSPEC_OK)
        return status;
    write(st, out);
    statement_free(st);
    return out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

static void write_smtlib(const struct statement *st, struct text *out)
{
    smtlib_write(st, SMTLIB_FOR_PEOPLE, out);
}

mspec_status export_smtlib(const struct export_input *input, struct text *out)
{
    return write_question(input, "SMT-LIB", write_smtlib, out);
}

mspec_status export_minizinc(const struct export_input *input, struct text *out)
{
    return write_question(input, "MiniZinc", minizinc_write, out);
}
