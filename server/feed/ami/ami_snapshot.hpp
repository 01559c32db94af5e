#pragma once

#include "server/feed/ami/ami_contacts.hpp"
#include "server/feed/ami/ami_reader.hpp"

namespace waymark::server {

/// The answer to QueueStatus while it comes in: who is a member of which queue and who waits. It
/// counts as a whole, once its end has come. Server thread only.
class AmiSnapshot {
public:
    static constexpr std::size_t most_items = 50'000;
    static constexpr std::size_t most_queues = 2'000;

    /// Takes an item of the list; false when the message is none.
    bool take(const AmiMessage& message);

    /// Whether the list has come to its end.
    bool complete() const { return complete_; }

    /// The connection is gone: what came of the list is forgotten.
    void forget();

    /// Makes the floor what the list says of the queues it names, at `now`, and begins anew.
    /// Contacts in doubt that it does not show are given up for `reason`.
    void apply(Time now, const std::string& reason, AgentFloor& floor, AmiContacts& contacts,
               HeldRecords& records);

    const SkipCounts& skipped() const { return skipped_; }

private:
    struct Member {
        std::string agent, queue, reason;
        PhoneState phone = PhoneState::idle;
        Time last_end;  ///< of its last contact in that queue
        bool paused = false;
        bool in_call = false;
    };
    struct Entry {
        std::string contact, queue, customer;
        double waited = 0;
    };

    void take_member(const AmiMessage& message);
    void take_entry(const AmiMessage& message);
    static void apply_members(const std::vector<Member>& members,
                              const std::set<std::string>& queues, AgentFloor& floor);

    std::set<std::string> queues_;
    std::vector<Member> members_;
    std::vector<Entry> entries_;
    bool complete_ = false;
    SkipCounts skipped_;
};

/// The state of a member's telephone by its device state code.
PhoneState phone_state(std::string_view code);

/// The number of the one who calls; empty when it is hidden.
std::string customer_of(const AmiMessage& message);

/// The value of the first of these keys that is not empty, as a record may hold it; else nothing.
std::optional<std::string> name_in(const AmiMessage& message,
                                   std::initializer_list<std::string_view> keys);

}  // namespace waymark::server
