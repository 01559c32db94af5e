#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shared/model/record.hpp"

namespace waymark::server {

/// Lets what happened to a contact be told once, whoever tells it: Asterisk's manager interface to
/// the microsecond, its queue_log in whole seconds, or we ourselves, of one that was lost sight of.
/// A record is named by the contact, what happened, the queue and the how-manieth time, so that it
/// has the same id from whichever source, after a reconnect and after a restart. Server thread
/// only.
class ToldOnce {
public:
    enum class Source : std::uint8_t { ami, queue_log, guess };

    static constexpr std::size_t most_contacts = 50'000;  ///< beyond: the oldest is forgotten
    static constexpr std::size_t most_tellings = 1'000;   ///< of one thing of one contact
    /// Two sources tell of one event with times at most that far apart.
    static constexpr Duration tolerance = std::chrono::seconds{2};

    /// Names the record; false: it was told before. What is of no contact keeps its id and is new.
    bool take(Record& record, Source source);

private:
    struct Telling {
        Time time;
        bool by_ami = false;
        bool by_log = false;
    };
    using Tellings = std::vector<Telling>;
    using Contact = std::map<std::string, Tellings>;  ///< by what happened where

    Contact& contact(const std::string& id);

    std::map<std::string, Contact> contacts_;
    std::deque<std::string> by_age_;
};

}  // namespace waymark::server
