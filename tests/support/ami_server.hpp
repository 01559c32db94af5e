#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace waymark::test {

/// An Asterisk that listens on a free port of this machine and plays a recorded session, as fast as
/// it is read, in pieces of a few octets. It plays on only while somebody is logged in, but for
/// what happens unheard after it dropped a connection. One client at a time.
class AmiServer {
public:
    struct Faults {
        std::size_t drop_every = 0;  ///< events; 0: never
        std::size_t unheard = 0;     ///< events that happen after each drop
        std::size_t repeat_every = 0;
    };
    AmiServer(std::string session, Faults faults);
    ~AmiServer();

    std::uint16_t port() const;
    /// Everything was played.
    bool is_done() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::test
