#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "server/screens/screen_register.hpp"
#include "shared/base/result.hpp"

namespace waymark::server {

/// Pictures that were asked for and have not come yet: bounded in number, size and time, and taken
/// from nobody who was not asked. Server thread only.
class Pictures {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;
    /// Is given the PNG file, or why there is none, exactly once.
    using Done = std::function<void(Result<std::string>)>;

    static constexpr std::size_t most = 4;
    static constexpr std::chrono::seconds longest_wait{20};

    /// A picture is expected of that connection; the id to ask it with. Nothing: too many are
    /// expected already, and `done` is not called.
    std::optional<std::uint64_t> expect(ConnectionNumber from, SteadyTime now, Done done);
    void take(ConnectionNumber from, const PicturePart& part);
    /// The connection is over.
    void leave(ConnectionNumber from);
    /// There will be no picture of that id.
    void give_up(std::uint64_t id, const std::string& why);
    /// Time passes.
    void check(SteadyTime now);

private:
    struct Expected {
        ConnectionNumber from = 0;
        SteadyTime by;
        std::string png;
        Done done;
    };

    void finish(std::uint64_t id, Result<std::string> outcome);

    std::map<std::uint64_t, Expected> expected_;
    std::uint64_t last_ = 0;
};

}  // namespace waymark::server
