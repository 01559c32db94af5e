#include "server/screens/command_reader.hpp"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "shared/protocol/file_node.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using Action = Command::Action;

constexpr JsonLimits limits{.octets = 16 << 10, .depth = 4, .nodes = 100};

const std::vector<std::string_view> actions{"identify",   "show",        "pause",  "resume",
                                            "blank",      "unblank",     "reload", "message",
                                            "screenshot", "acknowledge", "skip",   "light"};

SceneId scene_in(const FileNode& node, const Outline& desk) {
    std::vector<std::string_view> known;
    for (const Scene& scene : desk.scenes)
        known.push_back(scene.id.text);
    return {node.word(known)};
}

/// Whether it stands for every wall of that name, until somebody says otherwise.
bool is_lasting(Action action) {
    switch (action) {
        case Action::show:
        case Action::pause:
        case Action::resume:
        case Action::blank:
        case Action::unblank:
        case Action::light:
            return true;
        default:
            return false;
    }
}

Ordered order_from(FileObject& object, const Outline& desk) {
    Ordered order;
    Command& command = order.command;
    const auto action = object.need("action");
    if (action) command.action = action_of(action->word(actions));
    if (command.action == Action::unknown) return order;
    if (command.action == Action::show)
        if (const auto scene = object.need("scene")) command.scene = scene_in(*scene, desk);
    if (command.action == Action::message) command.text = object.text("text", longest_command_text);
    if (command.action == Action::light)
        if (const auto percent = object.need("percent"))
            command.percent = static_cast<int>(percent->whole("percentage", 0, 100));
    if (command.action == Action::show || usual_length(command.action))
        if (const auto seconds = object.find("seconds"))
            command.length =
                std::chrono::seconds{seconds->whole("length", 1, longest_command.count())};
    if (!is_lasting(command.action))
        if (const auto number = object.find("connection"))
            order.connection =
                static_cast<std::uint64_t>(number->whole("connection", 1, std::int64_t{1} << 53));
    object.finish();
    return order;
}

}  // namespace

tl::expected<Ordered, BadOrder> read_order(std::string_view text, const Outline& desk) {
    const auto value = read_json(text, limits);
    if (!value) return tl::unexpected(BadOrder{true, value.error()});
    std::vector<Problem> problems;
    FileObject object{FileNode{*value, "", "", problems}};
    Ordered order = order_from(object, desk);
    if (problems.empty()) return order;
    const Problem& first = problems.front();
    const std::string what =
        first.value.empty() ? first.allowed : first.value + ' ' + first.allowed;
    return tl::unexpected(BadOrder{false, {first.pointer, what}});
}

}  // namespace waymark::server
