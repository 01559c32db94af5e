#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "server/access/secret.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// What people may want to hear of.
enum class NoticeKind { status, feed, screen };

/// Somebody who is told.
struct NotifyTarget {
    std::string id;  ///< what it is called in the log; its address may be a secret
    Secret url;      ///< of http or https
    Secret secret;   ///< for the signature; none: messages are not signed
    std::set<NoticeKind> events;
    std::set<KpiId> kpis;      ///< whose status; empty: of all, and of objectives and the vision
    bool allow_local = false;  ///< it may be on this machine
    bool text_only = false;    ///< nothing but "text" is sent
    bool operator==(const NotifyTarget&) const = default;
};

/// What notifications.json says (docs/notifications.md).
struct NotifySetup {
    std::string link;  ///< sent along with each message; empty: none
    Duration feed_down_after = std::chrono::minutes{1};    ///< of being stale
    Duration screen_down_after = std::chrono::minutes{2};  ///< of being away
    std::vector<NotifyTarget> targets;
};

/// The file in the desk folder; it need not be there.
inline constexpr std::string_view notifications_file = "notifications.json";

/// Reads its text; or all problems.
tl::expected<NotifySetup, std::vector<Problem>> read_notifications(std::string_view text,
                                                                   const Outline& desk);
/// The same of the desk folder; without the file nobody is told anything.
tl::expected<NotifySetup, std::vector<Problem>> load_notifications(
    const std::filesystem::path& folder, const Outline& desk);

}  // namespace waymark::server
