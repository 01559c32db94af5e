#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace waymark::test {

/// Looks again and again until it holds; false when it does not within `limit`.
inline bool until(std::chrono::seconds limit, const std::function<bool()>& holds) {
    const auto give_up = std::chrono::steady_clock::now() + limit;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > give_up) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return true;
}

}  // namespace waymark::test
