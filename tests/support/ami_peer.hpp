#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/feed/ami/ami_reader.hpp"
#include "shared/model/time.hpp"

namespace waymark::test {

/// An Asterisk as its Manager Interface shows it, without sockets: it plays a recorded session and
/// knows who is in its queues at any moment of it. Octets in, octets out.
class AmiPeer {
public:
    /// The session's own first QueueStatus says who its members are.
    explicit AmiPeer(std::string_view session);

    std::string user = "waymark";
    std::string secret = "let me in";
    bool knows_md5 = true;
    bool answers = true;

    std::size_t size() const { return events_.size(); }
    /// The next event happens, whether anybody hears of it or not: its octets.
    std::string play();
    bool at_end() const { return played_ == events_.size(); }
    /// The time of the event played last; of the first before that.
    Time now() const { return now_; }

    /// A client connects: the greeting. What it said before is forgotten.
    std::string greet();
    /// What the client says; the answers to what is whole of it.
    std::string hear(std::string_view octets);
    bool logged_in() const { return logged_in_; }
    /// The connection is closed from this side.
    bool hung_up() const { return hung_up_; }

private:
    struct Waiting {
        std::string queue, number;
        Time since;
    };
    using Fields = std::vector<std::pair<std::string, std::string>>;

    void note(const server::AmiMessage& event);
    std::string answer(const server::AmiMessage& request);
    std::string status(const std::string& id) const;

    std::vector<server::AmiMessage> events_;
    std::size_t played_ = 0;
    Time now_;
    std::map<std::string, std::pair<int, int>> queues_;  ///< completed, abandoned
    std::map<std::pair<std::string, std::string>, server::AmiMessage> members_;
    std::map<std::string, Waiting> waiting_;

    std::string said_;
    std::string challenge_;
    bool logged_in_ = false;
    bool hung_up_ = false;
};

}  // namespace waymark::test
