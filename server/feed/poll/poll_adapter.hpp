#pragma once

#include "server/feed/adapter.hpp"
#include "server/feed/poll/poll_setup.hpp"
#include "server/fetch/fetcher.hpp"

namespace waymark::server {

/// Asks a web service again and again, one round at a time. `setup` is copied; `fetcher` must
/// outlive the adapter.
MadeAdapter make_poll(const PollSetup& setup, const AdapterContext& context, Fetcher& fetcher);

}  // namespace waymark::server
