/* The table of writers. A further one is a file and a row. */
#include "export/export.h"

#include <string.h>

static const struct exporter exporters[] = {
    {{"flexos", "the compartments and libraries of a FlexOS image, as kraft reads them", "kraft.yaml"}, export_flexos},
    {{"flexos-make", "the compiler flags of each hardened FlexOS library, as a fragment of its Makefile.uk", "hardening.mk"},
     export_flexos_make},
    {{"flexos-paper", "the compartments of a FlexOS image, in the form of its paper", "compartments.yaml"}, export_flexos_paper},
    {{"unikraft", "a Unikraft image with its hardening, as kraft reads it (version 0.6)", "Kraftfile"}, export_unikraft},
    {{"unikraft-config", "the options of a Unikraft image, as a fragment of its .config", "hardening.config"}, export_unikraft_config},
    {{"unikraft-make", "what takes hardening off single Unikraft libraries, as a makefile fragment", "hardening.mk"},
     export_unikraft_make},
    {{"linux", "the options of a Linux kernel, as a fragment for merge_config.sh", "mspec.config"}, export_linux},
    {{"linux-make", "what takes hardening off parts of a Linux kernel, for its makefiles to include", "mspec.mk"}, export_linux_make},
    {{"make", "the compiler options of each component of a program, for a makefile to include", "hardening.mk"}, export_make},
    {{"cmake", "the compiler options of each component of a program, for CMake to include", "hardening.cmake"}, export_cmake},
    {{"meson", "the compiler options of each component of a program, as a folder's meson.build", "meson.build"}, export_meson},
    {{"json", "the configuration itself, as --config reads it", "config.json"}, export_json},
    {{"dot", "a picture of components and compartments, for Graphviz", "config.dot"}, export_dot},
    {{"svg", "the picture itself, drawn with Graphviz", "config.svg"}, export_svg},
    {{"systemd", "sandboxing directives for the service that each process stands for; -o FOLDER writes a drop-in each", "50-mspec.conf"},
     export_systemd, .of_files = true},
    {{"smtlib", "what is asked of the system, as SMT-LIB 2 with objectives (no configuration)", "system.smt2"}, export_smtlib, .of_question = true},
    {{"minizinc", "what is asked of the system, as a MiniZinc model (no configuration)", "system.mzn"}, export_minizinc, .of_question = true},
};

const struct exporter *exporter_at(size_t index)
{
    return index < sizeof exporters / sizeof *exporters ? &exporters[index] : NULL;
}

const struct exporter *exporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof exporters / sizeof *exporters; i++) {
        if (strcmp(exporters[i].about.name, name) == 0)
            return &exporters[i];
    }
    return NULL;
}
