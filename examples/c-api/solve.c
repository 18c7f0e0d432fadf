/* Solves a specification through the library, and prints who gets what:
 *
 *     cc solve.c $(pkg-config --cflags --libs mspec) -o solve && ./solve ../minimal/minimal.mspec
 */
#include <stdio.h>
#include <stdlib.h>

#include <mspec/mspec.h>

static void print_diagnostics(const mspec_ctx *ctx)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *text = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        if (text)
            fputs(text, stderr);
        free(text);
    }
}

static void print_config(const mspec_model *model, const mspec_config *config)
{
    for (size_t c = 0; c < mspec_model_component_count(model); c++) {
        printf("%s:", mspec_model_component_name(model, c));
        for (size_t i = 0; i < mspec_config_hardening_count(config, c); i++)
            printf(" %s", mspec_config_hardening(config, c, i));
        for (size_t i = 0; i < mspec_config_depth(config, c); i++)
            printf(" in %s:%u", mspec_config_mechanism(config, c, i), (unsigned)mspec_config_number(config, c, i));
        printf("\n");
    }
}

static int print_result(const mspec_model *model, const mspec_result *result)
{
    printf("%s\n", mspec_verdict_name(mspec_result_verdict(result)));
    if (mspec_result_count(result) == 0)
        return 1;
    const mspec_judgement *judgement = mspec_result_judgement(result, 0);
    double compartments;
    print_config(model, mspec_result_config(result, 0));
    if (mspec_judgement_cost(judgement, MSPEC_COMPARTMENTS, &compartments))
        printf("compartments: %g\n", compartments);
    printf("taken for granted:\n");
    for (size_t i = 0; i < mspec_judgement_assumption_count(judgement); i++)
        printf("- %s\n", mspec_judgement_assumption(judgement, i));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: solve FILE.mspec\n");
        return 2;
    }
    int exit_status = 2;
    mspec_model *model = NULL;
    mspec_result *result = NULL;
    mspec_ctx *ctx = mspec_ctx_new();
    if (!ctx)
        return 4;
    mspec_status status = mspec_ctx_add_file(ctx, argv[1]);
    if (status == MSPEC_OK)
        status = mspec_model_new(ctx, NULL, &model);
    if (status == MSPEC_OK)
        status = mspec_solve(model, NULL, &result);
    print_diagnostics(ctx);
    if (status == MSPEC_OK)
        exit_status = print_result(model, result);
    else
        fprintf(stderr, "%s\n", mspec_status_name(status));
    mspec_result_free(result);
    mspec_model_free(model);
    mspec_ctx_free(ctx);
    return exit_status;
}
