#include "server/feed/freeswitch/esl_reader.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t most_event_fields = 1'000;

/// "Key: value"; false when it is no such line.
bool split(std::string_view line, std::string_view& key, std::string_view& value) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    key = line.substr(0, colon);
    value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    return true;
}

}  // namespace

std::string_view value_in(const EslFields& fields, std::string_view key) {
    for (const auto& [name, value] : fields)
        if (name == key) return value;
    return {};
}

std::vector<EslFrame> EslReader::read(std::string_view octets) {
    std::vector<EslFrame> frames;
    while (!octets.empty() && !lost_) {
        if (body_left_ > 0) {
            const std::string_view piece = octets.substr(0, body_left_);
            if (body_is_kept_) frame_.body += piece;
            body_left_ -= piece.size();
            octets.remove_prefix(piece.size());
            if (body_left_ > 0) break;
            if (body_is_kept_) frames.push_back(std::move(frame_));
            frame_ = {};
            continue;
        }
        const std::size_t end = octets.find('\n');
        line_ += octets.substr(0, std::min(end, most_line_octets + 1));
        if (line_.size() > most_line_octets) {
            lost_ = true;
            ++skipped_[skip_reason::too_long];
        }
        if (end == std::string_view::npos || lost_) break;
        octets.remove_prefix(end + 1);
        if (line_.ends_with('\r')) line_.pop_back();
        take_line(line_, frames);
        line_.clear();
    }
    return frames;
}

void EslReader::take_line(std::string_view line, std::vector<EslFrame>& frames) {
    if (line.empty()) return end_of_head(frames);
    std::string_view key, value;
    lost_ = !split(line, key, value) || frame_.fields.size() >= most_fields;
    if (lost_) ++skipped_[skip_reason::no_field];
    if (!lost_) frame_.fields.emplace_back(key, value);
}

void EslReader::end_of_head(std::vector<EslFrame>& frames) {
    if (frame_.fields.empty()) return;
    const std::string_view length = value_in(frame_.fields, "Content-Length");
    if (length.empty()) {
        frames.push_back(std::move(frame_));
        frame_ = {};
        return;
    }
    const auto [rest, error] =
        std::from_chars(length.data(), length.data() + length.size(), body_left_);
    if (error != std::errc{} || rest != length.data() + length.size() ||
        body_left_ > longest_body_skipped) {
        lost_ = true;
        ++skipped_[skip_reason::no_field];
        return;
    }
    body_is_kept_ = body_left_ <= most_body_octets;
    if (!body_is_kept_) ++skipped_[skip_reason::too_long];
    if (body_left_ > 0) return;
    frames.push_back(std::move(frame_));
    frame_ = {};
}

void EslReader::end() {
    if (!line_.empty() || !frame_.fields.empty()) ++skipped_[skip_reason::cut_short];
    SkipCounts counts = std::move(skipped_);
    *this = {};
    skipped_ = std::move(counts);
}

EslFields event_fields(std::string_view body) {
    EslFields fields;
    while (!body.empty() && fields.size() < most_event_fields) {
        const std::size_t end = body.find('\n');
        std::string_view line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;  // what follows is the event's own body
        std::string_view key, value;
        if (split(line, key, value)) fields.emplace_back(key, percent_decoded(value));
    }
    return fields;
}

}  // namespace waymark::server
