#include "export/picture/picture.h"

#include <graphviz/gvc.h>
#include <pthread.h>
#include <string.h>

/* Complaints go nowhere: the caller says that there is no picture. */
static int say_nothing(char *text)
{
    (void)text;
    return 0;
}

/* Without what stands before the element: a comment with the release of Graphviz, and the address of a document type. */
static bool put_element(const char *svg, size_t length, struct text *out)
{
    const char *from = strstr(svg, "<svg"); /* it ends in a zero byte */
    if (from)
        text_append(out, from, length - (size_t)(from - svg));
    return from && !out->failed;
}

/* The two plugins that are needed, and no other: the one that measures texts with the fonts of the machine reads memory that it no
 * longer has when a second picture is drawn, leaks, and makes pictures that differ from machine to machine. */
extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_dot_layout_LTX_library;

/* The libraries keep state of their own: one picture at a time. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static bool draw_alone(const char *graph, struct text *out)
{
    agseterrf(say_nothing);
    GVC_t *gvc = gvContextPlugins(NULL, 0);
    if (gvc) {
        gvAddLibrary(gvc, &gvplugin_core_LTX_library);
        gvAddLibrary(gvc, &gvplugin_dot_layout_LTX_library);
    }
    Agraph_t *g = gvc ? agmemread(graph) : NULL;
    bool drawn = false;
    if (g && gvLayout(gvc, g, "dot") == 0) {
        char *svg = NULL;
        unsigned length = 0;
        drawn = gvRenderData(gvc, g, "svg", &svg, &length) == 0 && svg && put_element(svg, length, out);
        if (svg)
            gvFreeRenderData(svg);
        gvFreeLayout(gvc, g);
    }
    if (g)
        agclose(g);
    if (gvc)
        gvFreeContext(gvc);
    return drawn;
}

static bool draw(const char *graph, struct text *out)
{
    pthread_mutex_lock(&one_at_a_time);
    bool drawn = draw_alone(graph, out);
    pthread_mutex_unlock(&one_at_a_time);
    return drawn;
}

const struct picture_maker *mspec_picture_maker(void)
{
    static const struct picture_maker maker = {PICTURE_VERSION, draw};
    return &maker;
}
