#include "server/notify/notice.hpp"

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {

void identify(Notice& notice, Time since) {
    constexpr std::size_t digits = 32;
    const std::string what = notice.event + '\n' + notice.subject + '\n' + notice.id + '\n' +
                             notice.state + '\n' + std::to_string(to_epoch_us(since));
    notice.message_id = "msg_" + sha256(what).substr(0, digits);
}

std::string body_of(const Notice& notice, const std::string& desk, const std::string& link,
                    bool text_only) {
    nlohmann::json body;
    body["text"] = link.empty() ? notice.text : notice.text + " " + link;
    if (text_only) return write_json(body);
    body["text"] = notice.text;
    body["id"] = notice.message_id;
    body["time"] = to_rfc3339(notice.time);
    body["event"] = notice.event;
    body["desk"] = desk;
    body["subject"] = {{"kind", notice.subject}, {"id", notice.id}, {"title", notice.title}};
    if (!notice.state.empty()) body["state"] = notice.state;
    if (!notice.before.empty()) body["before"] = notice.before;
    if (notice.value) body["value"] = *notice.value;
    if (!link.empty()) body["link"] = link;
    return write_json(body);
}

}  // namespace waymark::server
