#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/place_file.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

constexpr std::size_t longest_path = 300;
constexpr std::size_t longest_queue = 100;
constexpr std::size_t most_feeds = 100;

std::string read_hash(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    const auto is_hex = [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    };
    if (text != nullptr && text->size() == 64 && std::ranges::all_of(*text, is_hex)) return *text;
    node.refuse("is no SHA-256 hash; allowed are 64 lower-case hexadecimal digits");
    return {};
}

std::string read_variable(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    const auto fits = [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
               letter == '_';
    };
    if (text != nullptr && !text->empty() && text->size() <= longest_id &&
        !(text->front() >= '0' && text->front() <= '9') && std::ranges::all_of(*text, fits))
        return *text;
    node.refuse("is no environment variable; allowed are capitals, digits and underscores");
    return {};
}

FeedToken read_token(const FileNode& node) {
    FileObject object{node};
    FeedToken token;
    if (const auto hash = object.find("sha256")) token.sha256 = read_hash(*hash);
    if (const auto variable = object.find("env")) token.env_name = read_variable(*variable);
    token.file = object.text_or_none("file", longest_path);
    object.finish();
    if (node.value().is_object() && node.value().size() != 1)
        node.refuse_as("", "holds " + std::to_string(node.value().size()) +
                               " keys; exactly one of \"sha256\", \"env\" and \"file\" is allowed");
    return token;
}

/// A second when it is wrong.
Duration read_up_to_a_day(const FileNode& node) {
    const auto seconds = read_quantity(node, ValueUnit::duration);
    if (!seconds) return std::chrono::seconds{1};
    if (*seconds >= 1 && *seconds <= 86400) return from_seconds(*seconds);
    node.refuse("is out of range; allowed are \"1s\" to \"1d\"");
    return std::chrono::seconds{1};
}

/// The names of a feed's queues, each once.
std::vector<std::string> read_queues(const FileNode& list) {
    std::vector<std::string> queues;
    for (const FileNode& item : list.items("the queues that count are needed")) {
        std::string name = item.text(longest_queue);
        if (std::ranges::find(queues, name) != queues.end())
            item.refuse("stands twice in this list");
        queues.push_back(std::move(name));
    }
    return queues;
}

/// Which adapter or preset it has; both empty: it sends our own records.
FeedSettings read_kind(FileObject& entry, Feed& feed) {
    FeedSettings settings{.place = entry.node().pointer()};
    if (const auto adapter = entry.find("adapter"))
        settings.adapter = adapter->word(feed_adapters());
    if (const auto preset = entry.find("preset")) settings.preset = preset->id();
    if (settings.adapter == "records") {
        settings.adapter.clear();
        if (!settings.preset.empty())
            entry.find("preset")->refuse("does not go with \"adapter\": \"records\"");
    }
    if (!settings.preset.empty())
        feed.adapter = settings.preset;
    else if (!settings.adapter.empty())
        feed.adapter = settings.adapter;
    return settings;
}

}  // namespace

const std::vector<std::string_view>& feed_adapters() {
    static const std::vector<std::string_view> names{"records",   "push",       "poll",  "ami",
                                                     "queue_log", "freeswitch", "mqtt",  "file",
                                                     "graphite",  "statsd",     "influx"};
    return names;
}

void read_feed_file(const FileNode& root, DeskFolder& desk) {
    FileObject object{root};
    object.find("$schema");
    if (const auto list = object.need("feeds")) {
        for (const FileNode& item : list->items("at least one feed is needed")) {
            FileObject entry{item};
            Feed feed{{entry.id("id")}, entry.text("title", longest_title), "records"};
            FeedSettings settings = read_kind(entry, feed);
            if (const auto cadence = entry.need("cadence"))
                feed.cadence = read_up_to_a_day(*cadence);
            if (const auto longest = entry.find("max_wait"))
                desk.max_waits[feed.id] = read_up_to_a_day(*longest);
            if (const auto queues = entry.find("queues"))
                desk.known_queues[feed.id] = read_queues(*queues);
            if (const auto compare = entry.find("compare_lengths"); compare && !compare->flag())
                desk.uncompared.insert(feed.id);
            feed.quiet_ok = entry.flag("quiet_ok");
            if (const auto token = entry.find("token")) desk.tokens[feed.id] = read_token(*token);
            if (settings.adapter.empty() && settings.preset.empty()) {
                entry.finish();
            } else {
                settings.text = entry.rest();
                desk.feed_settings[feed.id] = std::move(settings);
            }
            desk.outline.feeds.push_back(std::move(feed));
        }
        if (desk.outline.feeds.size() > most_feeds)
            list->refuse_as("", "holds " + std::to_string(desk.outline.feeds.size()) +
                                    " feeds; at most " + std::to_string(most_feeds) +
                                    " are allowed");
    }
    object.finish();
}

}  // namespace waymark
