#pragma once

#include <optional>
#include <string>

#include <boost/system/error_code.hpp>

#include "server/net/asio_types.hpp"
#include "server/net/http_types.hpp"

namespace waymark::server {

/// What a parser found wrong, as an answer; nothing when the connection itself broke.
std::optional<Answer> answer_for(const boost::system::error_code& error);

Answer no_room_for_bodies();

/// Whence the peer comes; empty when it has gone.
std::string address_of(const Socket& socket);

/// Now, as in a Date field.
std::string http_date();

}  // namespace waymark::server
