#include "shared/protocol/desk_file.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "shared/base/file.hpp"
#include "shared/base/utf8.hpp"
#include "shared/protocol/charter_file.hpp"
#include "shared/protocol/desk_checks.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/kpi_file.hpp"
#include "shared/protocol/place_file.hpp"

namespace waymark {
namespace {

constexpr std::array<std::string_view, 5> file_names{"desk.json", "charter.json", "kpis.json",
                                                     "feeds.json", "screens.json"};

constexpr JsonLimits file_limits{.comments = true};

/// More at once help nobody; what follows is counted.
constexpr std::size_t most_problems = 200;

/// The line, counted from 1, in which a text stops being UTF-8.
std::size_t line_of_foreign_octet(std::string_view text) {
    std::size_t at = 0;
    while (const auto octets = length_of_first_character(text.substr(at)))
        at += octets;
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

/// The document of one file; its syntax is its only problem when it has one.
std::optional<nlohmann::json> read_file_text(const DeskTexts& texts, std::string_view name,
                                             std::vector<Problem>& problems) {
    const auto text = texts.find(name);
    if (text == texts.end()) return std::nullopt;
    if (!is_utf8(text->second)) {
        problems.push_back({std::string{name}, "", "",
                            "line " + std::to_string(line_of_foreign_octet(text->second)) +
                                " is not UTF-8; save the file in that encoding"});
        return std::nullopt;
    }
    auto document = read_json(text->second, file_limits);
    if (document) return std::move(*document);
    problems.push_back({std::string{name}, document.error().where, "", document.error().what});
    return std::nullopt;
}

/// Reads what is there; `missing` holds the problems of files that are not.
DeskOrProblems read_desk_with(const DeskTexts& texts, std::vector<Problem> problems) {
    DeskFolder desk;
    const auto read_with = [&](std::string_view name, auto read) {
        const auto document = read_file_text(texts, name, problems);
        if (document) read(FileNode{*document, name, "", problems});
        return document.has_value();
    };
    Readable readable;
    readable.place =
        read_with("desk.json", [&](const FileNode& root) { read_place_file(root, desk); });
    readable.charter = read_with(
        "charter.json", [&](const FileNode& root) { read_charter_file(root, desk.outline); });
    readable.kpis =
        read_with("kpis.json", [&](const FileNode& root) { read_kpi_file(root, desk); });
    readable.feeds =
        read_with("feeds.json", [&](const FileNode& root) { read_feed_file(root, desk); });
    readable.screens = read_with(
        "screens.json", [&](const FileNode& root) { read_screen_file(root, desk.outline); });
    for (Problem& problem : check_desk(desk, readable))
        problems.push_back(std::move(problem));
    if (problems.empty()) return desk;
    if (problems.size() > most_problems) {
        const std::string more = std::to_string(problems.size() - most_problems);
        problems.resize(most_problems + 1);
        problems.back() = {problems.back().file, "", "", "and " + more + " more problems"};
    }
    return tl::unexpected(std::move(problems));
}

}  // namespace

std::span<const std::string_view> desk_file_names() {
    return file_names;
}

DeskOrProblems read_desk(const DeskTexts& texts) {
    std::vector<Problem> missing;
    for (const std::string_view name : file_names)
        if (!texts.contains(name))
            missing.push_back({std::string{name}, "", "", "is missing; a desk folder needs it"});
    return read_desk_with(texts, std::move(missing));
}

DeskOrProblems load_desk(const std::filesystem::path& folder) {
    DeskTexts texts;
    std::vector<Problem> missing;
    for (const std::string_view name : file_names) {
        auto text = read_file(folder / name, file_limits.octets);
        if (text)
            texts.emplace(name, std::move(*text));
        else
            missing.push_back({(folder / name).string(), "", "", text.error().what});
    }
    return read_desk_with(texts, std::move(missing));
}

}  // namespace waymark
