#pragma once

#include <functional>
#include <vector>

#include "server/kpi/life/life_teller.hpp"
#include "server/kpi/life/lives.hpp"

namespace waymark::server {

/// Tells `listener` what follows from these lives as of `now`, first those to which something
/// happened last, while `more` says so of that time. False: others were left out, because those
/// told had 50,000 events, which takes some tens of milliseconds.
bool tell_latest(SubjectKind kind, std::vector<const Life*> lives, Time now,
                 const LifeTeller& teller, const std::function<bool(Time)>& more,
                 Listener& listener);

}  // namespace waymark::server
