#include "export/flags.h"

#include <string.h>

#define BOTH (FLAGS_GCC | FLAGS_CLANG)

/* Sources: the manuals of GCC ("Instrumentation Options", "AArch64 Options", "x86 Options") and of Clang (AddressSanitizer,
 * HardwareAssistedAddressSanitizerDesign, UndefinedBehaviorSanitizer, ControlFlowIntegrity, SafeStack, ShadowCallStack), and the
 * release notes of both for the versions. */
static const struct flags rows[] = {
    {"asan", FLAGS_USER, BOTH, 0, NULL, "-fsanitize=address -fno-sanitize-recover=address -fno-omit-frame-pointer",
     "-fsanitize=address", "asan", NULL},
    {"hwasan", FLAGS_USER, FLAGS_GCC, 11, "arm64", "-fsanitize=hwaddress -fno-sanitize-recover=hwaddress", "-fsanitize=hwaddress",
     "hwasan", NULL},
    {"hwasan", FLAGS_USER, FLAGS_CLANG, 7, "arm64", "-fsanitize=hwaddress -fno-sanitize-recover=hwaddress", "-fsanitize=hwaddress",
     "hwasan", NULL},
    {"ubsan", FLAGS_USER, BOTH, 0, NULL, "-fsanitize=undefined -fno-sanitize-recover=undefined", "-fsanitize=undefined", NULL, NULL},
    {"ssp", FLAGS_USER, BOTH, 0, NULL, "-fstack-protector-strong", "", NULL, NULL},
    {"cfi", FLAGS_USER, FLAGS_CLANG, 0, NULL, "-flto -fvisibility=hidden -fsanitize=cfi", "-flto -fsanitize=cfi -fuse-ld=lld", NULL,
     "the objects are bitcode: link with lld, and make archives with llvm-ar"},
    {"kcfi", FLAGS_USER, FLAGS_CLANG, 16, "x86_64 arm64", "-fsanitize=kcfi", "", NULL, NULL},
    {"safestack", FLAGS_USER, FLAGS_CLANG, 0, "x86_64 arm64", "-fsanitize=safe-stack", "-fsanitize=safe-stack", "safestack", NULL},
    /* Clang takes it on x86-64 as well and emits what it emits without. */
    {"scs", FLAGS_USER, FLAGS_GCC, 12, "arm64", "-fsanitize=shadow-call-stack -ffixed-x18", "", NULL,
     "the C library must set the shadow stack up for every thread (that of Android does, glibc does not)"},
    {"scs", FLAGS_USER, FLAGS_CLANG, 7, "arm64", "-fsanitize=shadow-call-stack -ffixed-x18", "", NULL,
     "the C library must set the shadow stack up for every thread (that of Android does, glibc does not)"},
    {"cet-shstk", FLAGS_USER, FLAGS_GCC, 8, "x86_64", "-fcf-protection=return", "-Wl,-z,shstk", NULL,
     "kernel and C library must switch the shadow stack on for programs that have its mark"},
    {"cet-shstk", FLAGS_USER, FLAGS_CLANG, 7, "x86_64", "-fcf-protection=return", "-Wl,-z,shstk", NULL,
     "kernel and C library must switch the shadow stack on for programs that have its mark"},
    {"pac", FLAGS_USER, FLAGS_GCC, 9, "arm64", "-mbranch-protection=pac-ret", "", NULL, NULL},
    {"pac", FLAGS_USER, FLAGS_CLANG, 8, "arm64", "-mbranch-protection=pac-ret", "", NULL, NULL},

};

const struct flags *flags_find(enum flags_world world, unsigned compilers, const char *mechanism)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].world == world && rows[i].compilers & compilers && strcmp(rows[i].mechanism, mechanism) == 0)
            return &rows[i];
    }
    return NULL;
}

bool flags_work_on(const struct flags *f, const char *arch)
{
    size_t length = strlen(arch);
    for (const char *at = f->arches; at && *at;) {
        size_t size = strcspn(at, " ");
        if (size == length && memcmp(at, arch, size) == 0)
            return true;
        at += size + strspn(at + size, " ");
    }
    return !f->arches;
}

/* ---- architectures ---- */

static const struct {
    const char *name, *other, *macro;
} arches[] = {
    {"x86_64", "amd64", "__x86_64__"},    {"i386", "i686", "__i386__"},           {"arm64", "aarch64", "__aarch64__"},
    {"arm", "armhf", "__arm__"},          {"riscv64", "riscv", "__riscv"},        {"ppc64le", "ppc64el", "__powerpc64__"},
    {"s390x", "s390x", "__s390x__"},      {"loongarch64", "loong64", "__loongarch64"},
};

const char *flags_arch(const char *name)
{
    for (size_t i = 0; i < sizeof arches / sizeof *arches; i++) {
        if (strcmp(arches[i].name, name) == 0 || strcmp(arches[i].other, name) == 0)
            return arches[i].name;
    }
    return NULL;
}

const char *flags_arch_macro(const char *arch)
{
    for (size_t i = 0; i < sizeof arches / sizeof *arches; i++) {
        if (strcmp(arches[i].name, arch) == 0)
            return arches[i].macro;
    }
    return NULL;
}
