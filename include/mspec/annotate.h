/* Clauses of MSpec in the code that they speak of. Each macro leaves its text in the section `.mspec` of the object file, from where
 * `mspec extract` takes it; nothing of it is executed or read when the program runs. For C and C++, with gcc and clang, on ELF
 * systems; elsewhere the macros leave nothing. This header needs no other one, and no library.
 *
 *     MSPEC_COMPONENT(uksched, "[Language] ::= Dafny  [Requires] ::= X");
 *     MSPEC_FUNCTION(thread_add, "[Pre] ::= thread_add(t): t != 0");
 *     MSPEC_REGION(runq, "(runq, OWN, 64 KiB)");
 *
 * They stand where a declaration of a variable can stand, outside of functions. MSPEC_COMPONENT also says which component the object
 * belongs to. To build without them, define MSPEC_NO_ANNOTATIONS; to remove them from what is built, link with --gc-sections or use
 * `objcopy --remove-section=.mspec`. */
#ifndef MSPEC_ANNOTATE_H
#define MSPEC_ANNOTATE_H

#if defined(__ELF__) && defined(__GNUC__) && !defined(MSPEC_NO_ANNOTATIONS)
#define MSPEC_TEXT_OF_(x) #x
#define MSPEC_TEXT_(x) MSPEC_TEXT_OF_(x)
#define MSPEC_JOIN_OF_(a, b) a##b
#define MSPEC_JOIN_(a, b) MSPEC_JOIN_OF_(a, b)
/* One record: what it is of, the name, where it stands, and the text. */
#define MSPEC_NOTE_(head, text)                                                                                                   \
    __attribute__((used, section(".mspec"), aligned(1))) static const char MSPEC_JOIN_(mspec_note_, __COUNTER__)[] =               \
        "@" head " " __FILE__ ":" MSPEC_TEXT_(__LINE__) "\n" text
#define MSPEC_COMPONENT(name, text) MSPEC_NOTE_("component " #name, text)
#define MSPEC_FUNCTION(name, text) MSPEC_NOTE_("function " #name, text)
#define MSPEC_REGION(name, text) MSPEC_NOTE_("region " #name, text)
#else
#define MSPEC_COMPONENT(name, text) struct mspec_no_note_
#define MSPEC_FUNCTION(name, text) struct mspec_no_note_
#define MSPEC_REGION(name, text) struct mspec_no_note_
#endif

#endif
