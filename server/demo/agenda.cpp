#include "server/demo/agenda.hpp"

#include <algorithm>

namespace waymark::demo {

bool Agenda::later(const Entry& a, const Entry& b) {
    return a.when != b.when ? a.when > b.when : a.number > b.number;
}

void Agenda::at(Time when, Act act) {
    heap_.push_back({when, next_++, std::move(act)});
    std::ranges::push_heap(heap_, later);
}

void Agenda::run(Time until) {
    while (!heap_.empty() && heap_.front().when <= until) {
        std::ranges::pop_heap(heap_, later);
        const Entry entry = std::move(heap_.back());
        heap_.pop_back();
        entry.act(entry.when);
    }
}

void Agenda::hasten(Time from, double factor) {
    for (Entry& entry : heap_)
        if (entry.when > from) entry.when = from + whole_ms(in_seconds(entry.when - from) / factor);
    std::ranges::make_heap(heap_, later);
}

}  // namespace waymark::demo
