# Fails the build when what is built is not the configuration that was judged to be safe, with what `mspec verify` says of it.
#
#     find_package(MSpec REQUIRED)
#     mspec_verify(shop SPECIFICATION shop.mspec CONFIGURATION shop.json)
#
# `shop` is a target, a program. It and every target of the build that is linked into it are the components of their names; others
# are said with COMPONENTS (target=component, one each). One that is no component of the system is an error. It runs again when a
# specification, the configuration, an object or the catalogue has changed, and not otherwise.
#
#     mspec_verify(TARGET SPECIFICATION FILE... CONFIGURATION FILE [SYSTEM NAME] [COMPONENTS TARGET=COMPONENT...])
#
# MSPEC_EXECUTABLE is the program.
find_program(MSPEC_EXECUTABLE mspec HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin")
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MSpec REQUIRED_VARS MSPEC_EXECUTABLE)

# All targets of the build that are linked into one, itself included.
function(mspec_closure_ target result)
    set(waiting ${target})
    set(found)
    while(waiting)
        list(POP_FRONT waiting next)
        string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" next "${next}")
        if(NOT TARGET "${next}")
            continue()
        endif()
        get_target_property(aliased ${next} ALIASED_TARGET)
        if(aliased)
            set(next ${aliased})
        endif()
        get_target_property(imported ${next} IMPORTED)
        if(imported OR next IN_LIST found)
            continue()
        endif()
        list(APPEND found ${next})
        foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
            get_target_property(more ${next} ${property})
            if(more)
                list(APPEND waiting ${more})
            endif()
        endforeach()
    endwhile()
    set(${result} ${found} PARENT_SCOPE)
endfunction()

function(mspec_verify target)
    cmake_parse_arguments(PARSE_ARGV 1 given "" "CONFIGURATION;SYSTEM" "SPECIFICATION;COMPONENTS")
    if(given_UNPARSED_ARGUMENTS OR NOT given_SPECIFICATION OR NOT given_CONFIGURATION)
        message(FATAL_ERROR "mspec_verify(TARGET SPECIFICATION FILE... CONFIGURATION FILE [SYSTEM NAME] [COMPONENTS TARGET=COMPONENT...])")
    endif()
    set(command)
    set(inputs)
    foreach(file IN LISTS given_SPECIFICATION)
        get_filename_component(file "${file}" ABSOLUTE)
        list(APPEND command "${file}")
        list(APPEND inputs "${file}")
    endforeach()
    get_filename_component(file "${given_CONFIGURATION}" ABSOLUTE)
    list(APPEND command --config "${file}")
    list(APPEND inputs "${file}")
    if(given_SYSTEM)
        list(APPEND command --system ${given_SYSTEM})
    endif()
    mspec_closure_(${target} parts)
    foreach(part IN LISTS parts)
        get_target_property(type ${part} TYPE)
        if(type STREQUAL "INTERFACE_LIBRARY")
            continue()
        endif()
        set(component ${part})
        foreach(pair IN LISTS given_COMPONENTS)
            if(pair MATCHES "^(.*)=(.*)$" AND CMAKE_MATCH_1 STREQUAL part)
                set(component ${CMAKE_MATCH_2})
            endif()
        endforeach()
        list(APPEND command --component "${component}=$<JOIN:$<TARGET_OBJECTS:${part}>,$<COMMA>>")
        list(APPEND inputs $<TARGET_OBJECTS:${part}>)
    endforeach()
    set(stamp "${CMAKE_CURRENT_BINARY_DIR}/mspec-${target}.stamp")
    add_custom_command(OUTPUT "${stamp}"
        COMMAND "${MSPEC_EXECUTABLE}" verify ${command} --stamp "${stamp}" --depfile "${stamp}.d"
        DEPENDS ${inputs} ${parts} "${MSPEC_EXECUTABLE}"
        DEPFILE "${stamp}.d"
        COMMENT "Verifying that ${target} is built as it was judged to be safe"
        VERBATIM)
    add_custom_target(mspec-${target} ALL DEPENDS "${stamp}")
endfunction()
