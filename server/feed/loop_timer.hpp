#pragma once

#include "shared/base/timer.hpp"

namespace boost::asio {
class io_context;
}

namespace waymark::server {

/// Makes timers of a loop, which must outlive them.
MakeTimer timers_of(boost::asio::io_context& io);

}  // namespace waymark::server
