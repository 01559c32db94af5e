#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "server/fetch/fetch.hpp"

namespace waymark::server {

/// One request on its way, as libcurl needs it. The fetcher's thread only; stays where it is.
class Transfer {
public:
    explicit Transfer(FetchRequest request);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// A CURL easy handle, to be run.
    void* handle() const;

    /// The run ended with this CURLcode. Nothing: the handle is to be run again, it was sent on.
    std::optional<Fetched> finish(int code);

private:
    struct Handle;
    struct Callbacks;

    void prepare();
    std::optional<Error> follow();
    Error why(int code) const;

    FetchRequest request_;
    const std::string origin_;  ///< the URL asked for first
    std::chrono::steady_clock::time_point deadline_;
    std::unique_ptr<Handle> handle_;
    FetchAnswer answer_;
    std::size_t header_octets_ = 0;
    int hops_ = 0;
    std::string refused_;  ///< why we broke it off ourselves
};

}  // namespace waymark::server
