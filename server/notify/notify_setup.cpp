#include "server/notify/notify_setup.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/fetch/url.hpp"
#include "shared/base/file.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_url = 2000;
constexpr std::size_t most_targets = 20;
constexpr JsonLimits limits{.comments = true};

/// In the order of NoticeKind.
const std::vector<std::string_view>& kind_names() {
    static const std::vector<std::string_view> names{"status", "feed", "screen"};
    return names;
}

void read_delay(FileObject& object, std::string_view key, Duration& delay) {
    const auto node = object.find(key);
    if (!node) return;
    const auto seconds = read_quantity(*node, ValueUnit::duration);
    if (!seconds) return;
    if (*seconds >= 0 && *seconds <= 86400)
        delay = from_seconds(*seconds);
    else
        node->refuse("is out of range; allowed are \"0s\" to \"1d\"");
}

/// An address in clear text, or the place of a secret one.
Secret read_url(const FileNode& node) {
    if (node.value().is_object()) return read_secret(node);
    Secret url{.clear = node.text(longest_url)};
    if (!url.clear.empty() && !is_web_url(url.clear))
        node.refuse(
            "is no address of http:// or https:// without user, password and #; a secret one is "
            "{\"env\": NAME} or {\"file\": PATH}");
    return url;
}

std::set<NoticeKind> read_events(const FileNode& node) {
    std::set<NoticeKind> kinds;
    for (const FileNode& item : node.items("at least one kind of event is needed")) {
        const auto found = std::ranges::find(kind_names(), item.word(kind_names()));
        if (found != kind_names().end())
            kinds.insert(static_cast<NoticeKind>(found - kind_names().begin()));
    }
    return kinds;
}

std::set<KpiId> read_kpis(const FileNode& node, const Outline& desk) {
    std::vector<std::string_view> known;
    for (const Kpi& kpi : desk.kpis)
        known.push_back(kpi.id.text);
    std::set<KpiId> kpis;
    for (const FileNode& item : node.items("at least one KPI is needed")) {
        const std::string id = item.id();
        if (!id.empty() && std::ranges::find(known, id) == known.end())
            item.refuse("is no KPI of kpis.json; " + suggestion(id, known));
        kpis.insert({id});
    }
    return kpis;
}

NotifyTarget read_target(const FileNode& node, const Outline& desk) {
    FileObject object{node};
    NotifyTarget target{.id = object.id("id")};
    if (const auto url = object.need("url")) target.url = read_url(*url);
    if (const auto secret = object.find("secret")) target.secret = read_secret(*secret);
    target.events = {NoticeKind::status, NoticeKind::feed, NoticeKind::screen};
    if (const auto events = object.find("events")) target.events = read_events(*events);
    if (const auto kpis = object.find("kpis")) target.kpis = read_kpis(*kpis, desk);
    target.allow_local = object.flag("allow_local");
    target.text_only = object.flag("text_only");
    object.finish();
    return target;
}

}  // namespace

tl::expected<NotifySetup, std::vector<Problem>> read_notifications(std::string_view text,
                                                                   const Outline& desk) {
    const std::string file{notifications_file};
    const auto document = read_json(text, limits);
    if (!document)
        return tl::unexpected(
            std::vector<Problem>{{file, document.error().where, "", document.error().what}});
    std::vector<Problem> problems;
    FileObject object{FileNode{*document, file, "", problems}};
    NotifySetup setup;
    object.find("$schema");
    if (const auto link = object.find("link")) {
        setup.link = link->text(longest_url);
        if (!setup.link.empty() && !is_web_url(setup.link))
            link->refuse("is no address of http:// or https://");
    }
    read_delay(object, "feed_down_after", setup.feed_down_after);
    read_delay(object, "screen_down_after", setup.screen_down_after);
    if (const auto targets = object.need("targets")) {
        for (const FileNode& item : targets->items()) {
            setup.targets.push_back(read_target(item, desk));
            const auto& id = setup.targets.back().id;
            if (!id.empty() && std::ranges::count(setup.targets, id, &NotifyTarget::id) > 1)
                item.refuse_as(in_quotes(id), "stands twice; each target has an id of its own");
        }
        if (setup.targets.size() > most_targets)
            targets->refuse_as(std::to_string(setup.targets.size()),
                               "are too many targets; at most 20 are allowed");
    }
    object.finish();
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return setup;
}

tl::expected<NotifySetup, std::vector<Problem>> load_notifications(
    const std::filesystem::path& folder, const Outline& desk) {
    const auto path = folder / notifications_file;
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) return NotifySetup{};
    const auto text = read_file(path, limits.octets);
    if (text) return read_notifications(*text, desk);
    return tl::unexpected(std::vector<Problem>{{path.string(), "", "", text.error().what}});
}

}  // namespace waymark::server
