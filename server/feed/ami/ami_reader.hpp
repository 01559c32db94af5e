#pragma once

#include <utility>
#include <vector>

#include "server/feed/asterisk/asterisk_text.hpp"

namespace waymark::server {

/// One block of lines of the Asterisk Manager Interface, or the line it greets with.
struct AmiMessage {
    enum class Kind : std::uint8_t { banner, response, event, other };
    Kind kind = Kind::other;
    std::string name;  ///< of an event; a response's outcome; the banner's version
    std::vector<std::pair<std::string, std::string>> fields;  ///< in their order; keys may repeat

    /// The first value of that key, in whatever case it is written; empty when there is none.
    std::string_view text(std::string_view key) const;
    /// All values of that key, in their order.
    std::vector<std::string_view> all(std::string_view key) const;
};

/// Makes messages of the octets of an AMI connection, in whatever pieces they come. Lines end in
/// CRLF (LF alone is taken too), messages in an empty line. Never throws because of what it reads.
class AmiReader {
public:
    /// A message beyond these is skipped to its end, and counted.
    static constexpr std::size_t most_line_octets = 8'192;
    static constexpr std::size_t most_octets = 65'536;
    static constexpr std::size_t most_fields = 1'000;

    /// The messages that are complete with these octets.
    std::vector<AmiMessage> read(std::string_view octets);

    /// The connection or file has ended: what is left of an unfinished message is counted.
    void end();

    const SkipCounts& skipped() const { return skipped_; }

private:
    void take(std::string_view line, std::vector<AmiMessage>& messages);
    void finish(std::vector<AmiMessage>& messages);

    std::string line_;  ///< the beginning of one
    bool line_too_long_ = false;
    AmiMessage message_;
    std::size_t octets_ = 0;
    bool spoilt_ = false;
    SkipCounts skipped_;
};

}  // namespace waymark::server
