#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/beast/core/tcp_stream.hpp>

#include "tests/bench/bench_server.hpp"

namespace waymark::bench {

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start);

/// What the server took from one connection, or from all.
struct Taken {
    std::uint64_t accepted = 0;   ///< records
    std::vector<double> answers;  ///< milliseconds from message to answer
};

/// What all connections came to.
struct Load {
    Taken taken;
    double seconds = 0;
    double processor_percent = 0;  ///< of one, by the server
};

inline constexpr int connections = 8;

/// Runs `connection` on a thread each, all at once, given its number and when to end; throws when
/// one of them fails.
Load load_of(const BenchServer& server, int seconds,
             const std::function<Taken(int number, SteadyClock::time_point end)>& connection);

void connect(boost::beast::tcp_stream& stream, const std::string& port);

struct Post {
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// Posts what `next` makes over one connection, one at a time, until `end`; throws when an answer
/// is not 200.
Taken post_in_turn(const std::string& port, SteadyClock::time_point end,
                   const std::function<Post()>& next);

}  // namespace waymark::bench
