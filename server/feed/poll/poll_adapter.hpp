#pragma once

#include "server/feed/adapter.hpp"
#include "server/feed/poll/poll_setup.hpp"
#include "server/fetch/fetcher.hpp"
#include "shared/base/timer.hpp"

namespace waymark::server {

/// Asks a web service again and again, one round at a time. `setup` is copied; `fetcher` must
/// outlive the adapter, as must what the timers are of.
MadeAdapter make_poll(const PollSetup& setup, const AdapterContext& context, Fetcher& fetcher,
                      const MakeTimer& make_timer);

}  // namespace waymark::server
