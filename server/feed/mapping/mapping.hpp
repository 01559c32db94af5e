#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/feed/feed_port.hpp"
#include "shared/base/result.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// A foreign message: what an HTTP request, a poll's answer or a broker's message brought.
struct Delivery {
    std::string_view body;
    std::string_view content_type;
    /// Header fields, names in lower case; what a transport has instead (an MQTT topic) comes as a
    /// field of its own ("topic").
    std::vector<std::pair<std::string, std::string>> headers;
    Time received;
    /// Its own, which a repeat has too: ids of records that the rules give none begin with it.
    /// Empty: they are made of all the record says.
    std::string id;
};

/// What a rule did with a message, for people who write rules.
struct MappingStep {
    std::string rule;  ///< its JSON pointer, and where in the message ("/rules/2 at /items/0")
    bool matched = false;
    std::vector<std::string> notes;  ///< what each condition and value found, one a line
};

/// The rules by which foreign messages become records (docs/feeds/mapping.md). Compiled once; takes
/// time linear in the message, whatever it says. Any thread.
class Mapping {
public:
    /// Reads the rules; every problem is noted at its place. What is returned then must not be
    /// used.
    static Mapping read(const FileNode& node);
    ~Mapping();
    Mapping(Mapping&&) noexcept;
    Mapping& operator=(Mapping&&) noexcept;

    /// The records a message makes; an element that a rule matches but that lacks something
    /// required is rejected with its place and the reason. An Error: the message can't be read. A
    /// message that no rule matches makes nothing, which is no error. `steps`, when not null, is
    /// told what each rule did.
    Result<FeedBatch> records_of(const Delivery& delivery, std::vector<MappingStep>* steps) const;

private:
    struct Rules;
    explicit Mapping(std::unique_ptr<const Rules> rules);
    std::unique_ptr<const Rules> rules_;
};

}  // namespace waymark::server
