#include "server/feed/ami/ami_reader.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr std::string_view greeting = "Asterisk Call Manager/";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_key(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::string_view AmiMessage::text(std::string_view key) const {
    for (const auto& [name_of, value] : fields)
        if (same_key(name_of, key)) return value;
    return {};
}

std::vector<std::string_view> AmiMessage::all(std::string_view key) const {
    std::vector<std::string_view> values;
    for (const auto& [name_of, value] : fields)
        if (same_key(name_of, key)) values.push_back(value);
    return values;
}

std::vector<AmiMessage> AmiReader::read(std::string_view octets) {
    std::vector<AmiMessage> messages;
    while (!octets.empty()) {
        const std::size_t end = octets.find('\n');
        const std::string_view piece = octets.substr(0, end);
        const std::size_t room = most_line_octets - line_.size();
        line_too_long_ = line_too_long_ || piece.size() > room;
        line_ += piece.substr(0, room);
        if (end == std::string_view::npos) break;
        octets.remove_prefix(end + 1);
        if (line_.ends_with('\r')) line_.pop_back();
        spoilt_ = spoilt_ || line_too_long_;
        take(line_, messages);
        line_.clear();
        line_too_long_ = false;
    }
    return messages;
}

void AmiReader::take(std::string_view line, std::vector<AmiMessage>& messages) {
    if (line.empty()) return finish(messages);
    if (octets_ == 0 && line.starts_with(greeting)) {
        messages.push_back(
            {AmiMessage::Kind::banner, std::string{line.substr(greeting.size())}, {}});
        return;
    }
    octets_ += line.size() + 2;
    spoilt_ = spoilt_ || octets_ > most_octets || message_.fields.size() >= most_fields;
    if (spoilt_) return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        ++skipped_[skip_reason::no_field];
        return;
    }
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    message_.fields.emplace_back(line.substr(0, colon), value);
}

void AmiReader::finish(std::vector<AmiMessage>& messages) {
    AmiMessage message = std::exchange(message_, {});
    octets_ = 0;
    if (std::exchange(spoilt_, false)) {
        ++skipped_[skip_reason::too_long];
        return;
    }
    if (message.fields.empty()) return;
    const auto& [key, value] = message.fields.front();
    if (same_key(key, "Event"))
        message.kind = AmiMessage::Kind::event;
    else if (same_key(key, "Response"))
        message.kind = AmiMessage::Kind::response;
    message.name = value;
    messages.push_back(std::move(message));
}

void AmiReader::end() {
    if (octets_ > 0 || !line_.empty()) ++skipped_[skip_reason::cut_short];
    *this = [&] {
        AmiReader fresh;
        fresh.skipped_ = std::move(skipped_);
        return fresh;
    }();
}

}  // namespace waymark::server
