#pragma once

#include <cstdint>
#include <memory>

namespace waymark::test {

/// An address that stays while the server behind it changes: passes every connection on to the port
/// it is aimed at, and closes it when there is nobody. Thread-safe.
class Relay {
public:
    explicit Relay(std::uint16_t target);
    ~Relay();
    Relay(const Relay&) = delete;

    std::uint16_t port() const;
    /// Connections made from now on go to this port.
    void aim(std::uint16_t target);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::test
