#include "wallboard/leads/answers.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::size_t most_pages = 12;
/// An answer that has not come by then got lost with its connection.
constexpr std::chrono::seconds longest_wait{15};
/// What nobody has looked at for so long is not asked for again.
constexpr std::chrono::seconds still_wanted{3};

}  // namespace

const Page& Answers::want(const std::string& target, Duration every, Time now) {
    now_ = now;
    Known& known = known_[target];
    known.wanted = now;
    known.every = every;
    const bool lost = known.waits && known.asked && now - *known.asked > longest_wait;
    // A clock that was set back must not keep old pages.
    const bool due = !known.asked || now - *known.asked >= every || now < *known.asked;
    if (due && (!known.waits || lost)) {
        known.asked = now;
        known.waits = true;
        questions_.push_back(target);
    }
    known.order = ++wants_;
    forget_old();
    return known.page;
}

void Answers::forget_old() {
    while (known_.size() > most_pages)
        known_.erase(std::ranges::min_element(known_, {},
                                              [](const auto& each) { return each.second.order; }));
}

std::vector<std::string> Answers::take_questions() {
    return std::exchange(questions_, {});
}

void Answers::take(const Told& told, Time now) {
    const auto found = known_.find(told.target);
    if (found == known_.end()) return;
    Known& known = found->second;
    known.waits = false;
    auto value = told.body.and_then([](const std::string& body) { return read_json(body, {}); });
    if (value && value->is_object()) {
        known.page = {std::make_shared<const nlohmann::json>(std::move(*value)), now, ""};
        return;
    }
    known.page.problem = value ? "the server's answer is not understood" : value.error().what;
}

Time Answers::next() const {
    Time next = Time::max();
    for (const auto& [target, known] : known_)
        if (known.asked && now_ - known.wanted < still_wanted)
            next =
                std::min(next, *known.asked + (known.waits ? Duration{longest_wait} : known.every));
    return next;
}

}  // namespace waymark::wallboard
