#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "server/replay/replay.hpp"
#include "shared/protocol/desk_file.hpp"

namespace waymark::server {
namespace {

int bad_settings(const std::vector<std::string>& problems) {
    for (const std::string& problem : problems)
        std::cerr << problem << '\n';
    return bad_settings_status;
}

/// The feed by that name, or the first; nothing when there is none by that name.
std::optional<FeedId> feed_of(const DeskFolder& folder, const std::string& name) {
    for (const Feed& feed : folder.outline.feeds)
        if (name.empty() || feed.id.text == name) return feed.id;
    return std::nullopt;
}

std::string known_feeds(const DeskFolder& folder) {
    std::string names;
    for (const Feed& feed : folder.outline.feeds)
        names += (names.empty() ? "" : ", ") + feed.id.text;
    return names;
}

}  // namespace

std::string summary_of(const RecordingCounts& counts, const std::vector<Finding>& odd,
                       double seconds) {
    std::uint64_t refused = 0;
    for (const auto& [field, why] : counts.refused)
        refused += why.count;
    std::string text = std::to_string(counts.read) +
                       " records read: " + std::to_string(counts.told) + " counted, " +
                       std::to_string(counts.duplicates) + " duplicates, " +
                       std::to_string(refused) + " rejected";
    for (const auto& [field, why] : counts.refused)
        text += "\n  " + std::to_string(why.count) + " for " +
                (field.empty() ? "what they are" : field) + ", first " + why.first;
    for (const auto& [reason, count] : counts.skipped)
        text += "\n  " + std::to_string(count) + " messages or lines left out: what " + reason;
    for (const Finding& finding : odd)
        text += "\n  odd, " + std::to_string(finding.times) + " times: " + finding.reason;
    char speed[80];
    std::snprintf(speed, sizeof speed, "\n%.2f s, %.0f records a second\n", seconds,
                  seconds > 0 ? static_cast<double>(counts.read) / seconds : 0.0);
    return text + speed;
}

int replay_file(const ReplaySettings& settings) {
    auto asked = asked_instants(settings);
    if (!asked) return bad_settings(asked.error());
    const auto folder = load_desk(settings.desk);
    if (!folder) {
        std::vector<std::string> problems;
        for (const Problem& problem : folder.error())
            problems.push_back(to_text(problem));
        return bad_settings(problems);
    }
    const auto feed = feed_of(*folder, settings.feed);
    if (!feed)
        return bad_settings({"--feed: \"" + settings.feed +
                             "\" is no feed of the desk; known are " + known_feeds(*folder)});
    std::ifstream opened;
    if (settings.file != "-") {
        opened.open(settings.file, std::ios::binary);
        if (!opened) {
            std::cerr << settings.file << ": can't be read\n";
            return 1;
        }
    }
    RecordingRules rules{.form = recording_form(settings), .max_wait = std::nullopt};
    if (const auto found = folder->max_waits.find(*feed); found != folder->max_waits.end())
        rules.max_wait = found->second;

    std::ios::sync_with_stdio(false);
    const auto began = std::chrono::steady_clock::now();
    Replay replay{*folder, *feed, std::move(*asked), settings.as_seen, std::cout};
    const RecordingCounts counts =
        read_recording(settings.file == "-" ? std::cin : opened, rules,
                       [&](Time now, const Record& record) { replay.play(now, record); });
    replay.end();
    std::cout.flush();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cerr << summary_of(counts, replay.odd(), took.count());
    if (counts.told > 0) return std::cout ? 0 : 1;
    std::cerr << settings.file << ": has no record that counts\n";
    return 1;
}

}  // namespace waymark::server
