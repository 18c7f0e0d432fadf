/* The one file in C++: it catches what CaDiCaL throws. */
#include "sat/solver.h"

#include <cadical.hpp>
#include <exception>
#include <new>

struct solver : CaDiCaL::Terminator, CaDiCaL::Learner {
    CaDiCaL::Solver *sat = nullptr;
    solver_stop_fn *stop = nullptr;
    void *user = nullptr;
    solver_learn_fn *listener = nullptr;
    void *listener_user = nullptr;
    bool broken = false; /* it threw, and nothing says in what state it is */

    bool terminate() override { return stop && stop(user); }
    bool learning(int size) override { return size >= 0; }
    void learn(int literal) override { listener(listener_user, literal); }
};

/* Does something with the solver, and gives `otherwise` where it throws or has thrown. What is broken is not touched again, not even
 * to be freed: its memory is given up. */
template <class Answer, class Work> static Answer guarded(struct solver *s, Answer otherwise, Work work) noexcept
{
    if (s->broken)
        return otherwise;
    try {
        return work();
    } catch (...) {
        s->broken = true;
        return otherwise;
    }
}

struct solver *solver_new(void)
{
    struct solver *s = new (std::nothrow) solver;
    if (!s)
        return nullptr;
    bool fine = guarded(s, false, [=] {
        s->sat = new CaDiCaL::Solver;
        s->sat->set("quiet", 1);
        s->sat->set("profile", 0); /* or it asks the system for the time several times a question */
        return true;
    });
    if (fine)
        return s;
    delete s;
    return nullptr;
}

void solver_free(struct solver *s)
{
    if (!s)
        return;
    guarded(s, false, [=] {
        delete s->sat;
        return true;
    });
    delete s;
}

bool solver_on_wait(struct solver *s, solver_stop_fn *stop, void *user)
{
    s->stop = stop;
    s->user = user;
    return guarded(s, false, [=] {
        s->sat->connect_terminator(s);
        return true;
    });
}

bool solver_on_learn(struct solver *s, solver_learn_fn *learn, void *user)
{
    s->listener = learn;
    s->listener_user = user;
    return guarded(s, false, [=] {
        s->sat->connect_learner(s);
        return true;
    });
}

bool solver_set(struct solver *s, const char *option, int value)
{
    return guarded(s, false, [=] { return s->sat->set(option, value); });
}

bool solver_clause(struct solver *s, const int *literals, size_t count)
{
    return guarded(s, false, [=] {
        for (size_t i = 0; i < count; i++)
            s->sat->add(literals[i]);
        s->sat->add(0);
        return true;
    });
}

bool solver_prefer(struct solver *s, int literal)
{
    return guarded(s, false, [=] {
        s->sat->phase(literal);
        return true;
    });
}

bool solver_assume(struct solver *s, int literal)
{
    return guarded(s, false, [=] {
        s->sat->assume(literal);
        return true;
    });
}

bool solver_limit_conflicts(struct solver *s, int most)
{
    return guarded(s, false, [=] { return s->sat->limit("conflicts", most); });
}

bool solver_limit_decisions(struct solver *s, int most)
{
    return guarded(s, false, [=] { return s->sat->limit("decisions", most); });
}

int solver_ask(struct solver *s)
{
    return guarded(s, static_cast<int>(SOLVER_NO_MEMORY), [=] { return s->sat->solve(); });
}

bool solver_value(struct solver *s, int literal)
{
    return guarded(s, false, [=] { return s->sat->val(literal) > 0; });
}

bool solver_failed(struct solver *s, int literal)
{
    return guarded(s, false, [=] { return s->sat->failed(literal); });
}
