#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/feed/asterisk/asterisk_text.hpp"

namespace waymark::server {

/// Fields in their order, as "Key: value" lines; keys may repeat.
using EslFields = std::vector<std::pair<std::string, std::string>>;

/// The first value of that key; empty when there is none.
std::string_view value_in(const EslFields& fields, std::string_view key);

/// One frame of the FreeSWITCH event socket.
struct EslFrame {
    EslFields fields;
    std::string body;

    std::string_view type() const { return value_in(fields, "Content-Type"); }
};

/// Makes frames of the octets of an event socket, in whatever pieces they come. Never throws
/// because of what it reads.
class EslReader {
public:
    static constexpr std::size_t most_line_octets = 8'192;
    static constexpr std::size_t most_fields = 100;
    /// A longer body is skipped to its end, and counted.
    static constexpr std::size_t most_body_octets = 256 << 10;
    static constexpr std::size_t longest_body_skipped = 64 << 20;

    /// The frames that are complete with these octets.
    std::vector<EslFrame> read(std::string_view octets);

    /// What came can't be a frame's head: where the next begins is not known any more.
    bool is_lost() const { return lost_; }
    /// The connection has ended.
    void end();

    const SkipCounts& skipped() const { return skipped_; }

private:
    void take_line(std::string_view line, std::vector<EslFrame>& frames);
    void end_of_head(std::vector<EslFrame>& frames);

    std::string line_;
    EslFrame frame_;
    std::size_t body_left_ = 0;
    bool body_is_kept_ = true;
    bool lost_ = false;
    SkipCounts skipped_;
};

/// The fields of a plain event, their values decoded: "%20" is a space.
EslFields event_fields(std::string_view body);

}  // namespace waymark::server
