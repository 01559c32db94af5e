#include <algorithm>

#include "wallboard/present/context.hpp"
#include "wallboard/present/first_steps.hpp"

namespace waymark::wallboard {

using namespace std::chrono_literals;

std::string retry_text(const LinkHealth& link, Time now, const Words& words, Deadlines& deadlines) {
    if (!link.next_try || *link.next_try <= now) return std::string{words.trying_now};
    const Duration left = *link.next_try - now;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    deadlines.in(left - (seconds - 1s));
    return fill(words.trying_in, {std::to_string(seconds.count())});
}

HeaderView present_header(Present& present, const LinkHealth& link, const ViewOptions& options,
                          const std::vector<KpiId>& counted) {
    const Outline& desk = present.board.desk;
    const Words& words = present.format.words();
    HeaderView header;
    header.name = desk.name;
    header.place = desk.place;
    std::vector<State> states;
    KpiFinder known{desk};
    for (const KpiId& id : counted)
        if (const Kpi* const kpi = known.find(id)) states.push_back(shown_state(present, *kpi));
    for (const State state :
         {State::on_target, State::at_risk, State::off_target, State::stale, State::no_data}) {
        const auto count = std::ranges::count(states, state);
        if (count > 0) header.counts.push_back({state, std::to_string(count)});
    }
    header.online = present.online;
    header.made_up = options.made_up;
    if (options.made_up)
        header.link = words.sample;
    else if (present.online)
        header.link = words.live;
    else if (link.heard)
        header.link = fill(words.offline_since,
                           {present.format.moment(present.last_heard, present.now, desk.clock)});
    else
        header.link =
            link.phase == LinkHealth::Phase::connecting ? words.connecting : words.offline;
    header.weekday = present.format.weekday(present.now, desk.clock);
    header.date = present.format.date(present.now, desk.clock);
    header.clock = Format::time_of_day(present.now, desk.clock);
    const Duration into_minute = present.now.time_since_epoch() % 1min;
    present.deadlines.in(Duration{1min} - into_minute);
    if (desk.clock.next_change != Time::max())
        present.deadlines.in(desk.clock.next_change - present.now);
    return header;
}

namespace {

/// Some scenes say the vision themselves.
bool says_vision(const Body& body) {
    if (const auto* wall = std::get_if<WallView>(&body)) return !wall->charter.vision.text.empty();
    return std::holds_alternative<CascadeView>(body) ||
           std::holds_alternative<StakeholdersView>(body);
}

}  // namespace

StripView present_strip(Present& present, const Screen* screen, const Body& body) {
    StripView strip;
    const Unit* unit = desk_unit(present.board.desk);
    if (!says_vision(body)) {
        strip.vision = present_vision(present);
        if (unit && !unit->vision.headline.empty()) strip.vision.text = unit->vision.headline;
        // What is celebrated says itself how far it came.
        if (std::holds_alternative<CelebrationView>(body)) strip.vision.percent.clear();
    }
    // A vision that was reached makes room for the question what comes next.
    if (std::string prompt = unit ? reimagine_text(present, unit->id) : ""; !prompt.empty())
        strip.vision = {.label = std::string{present.format.words().vision_reached},
                        .text = std::move(prompt),
                        .strong = true};
    if (screen) strip.pinned = present_tiles(present, screen->pinned);
    return strip;
}

BottomView present_bottom(Present& present, const LinkHealth& link, const ViewOptions& options,
                          std::string_view legend, Time own_now) {
    const Words& words = present.format.words();
    if (!present.online) {
        std::string text = link.heard ? fill(words.no_connection,
                                             {present.format.moment(present.last_heard, present.now,
                                                                    present.board.desk.clock)})
                                      : std::string{words.never_connected};
        text += " " + retry_text(link, own_now, words, present.deadlines);
        return {BottomView::Kind::offline, text};
    }
    const auto& problems = present.board.readings.problems;
    if (options.for_leads && problems && !problems->empty())
        return {BottomView::Kind::problems,
                fill(problems->size() == 1 ? words.problem : words.problems,
                     {std::to_string(problems->size()), problems->front()})};
    if (options.made_up) return {BottomView::Kind::legend, std::string{words.sample_legend}};
    if (!arrival_of(link, &present.board).fed)
        return {BottomView::Kind::notice, std::string{words.no_data_yet}};
    if (!legend.empty()) return {BottomView::Kind::legend, std::string{legend}};
    return {};
}

}  // namespace waymark::wallboard
