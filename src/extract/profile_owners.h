/* Whose a frame of a stack is. */
#ifndef MSPEC_EXTRACT_PROFILE_OWNERS_H
#define MSPEC_EXTRACT_PROFILE_OWNERS_H

#include "extract/profile.h"

/* The component that has the function, by the file where it is known, else by its name; -1: nobody is known to have it. */
int function_owner(const struct function_owners *o, const char *function, size_t length, const char *file,
                   size_t file_length);

#endif
