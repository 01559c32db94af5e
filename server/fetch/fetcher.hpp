#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "server/fetch/fetch.hpp"

namespace waymark::server {

/// A request somebody waits for. Its end breaks the request off, and `done` never runs. Server
/// thread only.
class Fetching {
public:
    class Waiting;

    Fetching() = default;
    Fetching(std::weak_ptr<Waiting> waiting, std::uint64_t number);
    Fetching(Fetching&& other) noexcept;
    Fetching& operator=(Fetching&& other) noexcept;
    ~Fetching();

private:
    void cancel();

    std::weak_ptr<Waiting> waiting_;
    std::uint64_t number_ = 0;
};

/// The one HTTP client: requests go out and come back on a thread of its own, several at a time,
/// and connections are kept for the next ones. How many are on their way is up to those who ask.
/// Server thread only.
class Fetcher {
public:
    /// `post` runs a task on the server's thread; it is called on another one.
    explicit Fetcher(std::function<void(std::function<void()>)> post);
    /// Breaks everything off; nothing runs afterwards.
    ~Fetcher();
    Fetcher(const Fetcher&) = delete;

    /// `done` runs later, once, unless what is returned ends before.
    [[nodiscard]] Fetching fetch(FetchRequest request, std::function<void(Fetched)> done);

private:
    class Worker;
    std::shared_ptr<Fetching::Waiting> waiting_;
    std::shared_ptr<Worker> worker_;
};

}  // namespace waymark::server
