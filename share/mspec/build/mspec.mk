# Fails the build when what is built is not the configuration that was judged to be safe, with what `mspec verify` says of it.
#
#     MSPEC_SYSTEM  := shop.mspec --config shop.json
#     MSPEC_OBJECTS := $(OBJECTS)
#     include $(shell pkg-config --variable=builddir mspec)/mspec.mk
#
# It runs again when a specification, the configuration, an object or the catalogue has changed, and not otherwise.
#
# MSPEC_SYSTEM   the specifications, and the configuration behind --config (and --system, where there are several)
# MSPEC_OBJECTS  all objects of the image, the same list that is linked: one of no component is an error
# MSPEC_RULES    which objects belong to which component (--component, --map); without it, those of a folder to that of its name
# MSPEC_GOAL     what waits for the answer: `all`, or the program itself
# MSPEC_STAMP    the file that is there when all is safe
# MSPEC          the program
MSPEC       ?= mspec
MSPEC_GOAL  ?= all
MSPEC_STAMP ?= mspec.stamp
MSPEC_RULES ?= --component '{folder}=*/*.o'

ifeq ($(strip $(MSPEC_OBJECTS)),)
$(error mspec: MSPEC_OBJECTS is empty: nothing would be looked at)
endif

$(MSPEC_GOAL): $(MSPEC_STAMP)

$(MSPEC_STAMP): $(MSPEC_OBJECTS) $(filter-out -%,$(MSPEC_SYSTEM)) $(MAKEFILE_LIST)
	$(MSPEC) verify $(MSPEC_SYSTEM) $(addprefix --objects ,$(MSPEC_OBJECTS)) $(MSPEC_RULES) --stamp $@ --depfile $@.d

-include $(MSPEC_STAMP).d
