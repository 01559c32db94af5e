#include "wallboard/present/first_steps.hpp"

#include <algorithm>
#include <array>

#include "shared/model/format.hpp"

namespace waymark::wallboard {

namespace {

/// Of a desk without feeds people enter the values.
bool has_data(const Board& board) {
    if (board.desk.feeds.empty())
        return std::ranges::any_of(board.readings.kpis,
                                   [](const Reading& each) { return each.value.has_value(); });
    return std::ranges::any_of(board.readings.feeds,
                               [](const FeedReading& each) { return each.heard.has_value(); });
}

}  // namespace

Arrival arrival_of(const LinkHealth& link, const Board* board) {
    return {
        .answered = board || link.pairing || link.refused || link.phase == LinkHealth::Phase::live,
        .known = board != nullptr,
        .described = board && !board->desk.kpis.empty(),
        .fed = board && has_data(*board)};
}

std::vector<SetUpStep> first_steps(const Arrival& arrival, const std::string& server,
                                   const std::string& code, const std::string& problem,
                                   const Words& words) {
    using Standing = SetUpStep::Standing;
    struct Step {
        bool done;
        std::string_view open, closed;
        std::vector<std::string> details;
    };
    std::array<Step, 4> steps{{{arrival.answered, words.start_server, words.server_answers, {}},
                               {arrival.known, words.name_screen, words.screen_known, {}},
                               {arrival.described, words.describe_desk, words.desk_described, {}},
                               {arrival.fed, words.send_data, words.data_comes, {}}}};
    auto& [start, name, describe, send] = steps;
    start.details = {"waymark-server --desk FOLDER --data FOLDER"};
    if (!server.empty()) start.details.push_back(fill(words.asks_server, {server}));
    if (!code.empty()) name.details = {"waymark-server screen pair " + code + " main"};
    if (!problem.empty() && code.empty())
        (arrival.answered ? name : start).details.push_back(problem);
    describe.details = {std::string{words.no_kpis}, "waymark-server check FOLDER"};
    send.details = {"waymark-demo" + (server.empty() ? "" : " --server " + server),
                    std::string{words.send_own}};
    std::vector<SetUpStep> all;
    bool before = true;  // all of them are done
    for (Step& step : steps) {
        const bool open = before && !step.done;
        before = before && step.done;
        SetUpStep said{.standing = before ? Standing::done
                                   : open ? Standing::now
                                          : Standing::later,
                       .text = std::string{before ? step.closed : step.open}};
        if (open) said.details = std::move(step.details);
        all.push_back(std::move(said));
    }
    return all;
}

}  // namespace waymark::wallboard
