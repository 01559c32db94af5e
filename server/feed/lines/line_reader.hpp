#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::server {

/// Makes lines of octets, in whatever pieces they come. Lines end in a line feed.
class LineReader {
public:
    /// A longer line is skipped to its end.
    static constexpr std::size_t most_octets = 8'192;

    /// Is given each line without its end; nothing: the line was too long.
    using TakeLine = std::function<void(std::optional<std::string_view>)>;

    /// With `quotes`, as in the Influx line protocol, a line feed within a text in quotes ends no
    /// line, so that what somebody wrote into a ticket is never taken for a line of its own.
    explicit LineReader(bool quotes) : quotes_(quotes) {}

    void read(std::string_view octets, const TakeLine& take);

    /// What is left of an unfinished line; empty: nothing.
    std::string rest();

private:
    /// Where in a line of Influx: in front of its fields, within them, or in a text of one.
    enum class Place : std::uint8_t { head, fields, text };

    bool ends_with(char letter);
    void begin_line();

    bool quotes_;
    std::string line_;
    bool too_long_ = false;
    Place place_ = Place::head;
    bool escaped_ = false;
    char before_ = '\0';
};

}  // namespace waymark::server
