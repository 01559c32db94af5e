#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "server/net/asio_types.hpp"
#include "server/net/net_context.hpp"

namespace waymark::server {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// The close codes in use. Those from 4000 on are ours.
enum class CloseCode : std::uint16_t {
    going_away = 1001,   ///< the server ends: come back
    try_later = 1013,    ///< come back, and send again what was not acknowledged
    bad_message = 4400,  ///< this peer speaks something else: coming back does not help
    not_paired = 4401,   ///< the wall is not paired any more: come back, to be paired anew
    no_hello = 4408,     ///< nothing was said in time: come back
};

/// A WebSocket: bounded in time in every phase, one write at a time, pinged when it is silent.
/// What is said on it is the derived class's. Server thread only; lives as long as one of its
/// operations does.
class LiveSession : public Connection, public std::enable_shared_from_this<LiveSession> {
public:
    /// Answers the upgrade request, which has been checked, and begins.
    void start(UpgradeRequest request, std::string_view subprotocol);

    void check(SteadyTime now) override;

protected:
    LiveSession(Socket socket, std::shared_ptr<NetContext> context, std::size_t message_octets,
                std::chrono::seconds silence);

    /// The connection is open.
    virtual void opened() = 0;
    /// A whole message.
    virtual void received(std::string_view text) = 0;
    /// What to send next; null: nothing.
    virtual Frame next_frame() = 0;
    /// It is over: nothing is sent or received any more.
    virtual void closed() = 0;
    /// Called by `check` while the session is open.
    virtual void look_around(SteadyTime now) = 0;

    /// Sends what `next_frame` has, unless a write is on its way.
    void pump();
    /// Reads on, unless a read is on its way.
    void read_on();
    /// The next message is not read before `read_on`.
    void pause() { paused_ = true; }
    /// Closes with a code, once what is being written is out.
    void close(CloseCode code, std::string_view why);

    NetContext& context() { return *context_; }
    SteadyTime last_sent() const { return last_sent_; }
    bool idle() const { return open_ && !writing_ && !closing_; }
    /// The session is dropped at this time, unless it is moved.
    void set_deadline(SteadyTime time) { deadline_ = time; }
    Executor executor() { return socket().get_executor(); }

private:
    using WebSocket = boost::beast::websocket::stream<Socket, false>;

    Socket& socket() { return socket_.next_layer(); }
    void on_read(boost::system::error_code error);
    void on_written(boost::system::error_code error);
    void begin_close();
    void ping(SteadyTime now);
    void drop();

    WebSocket socket_;
    std::shared_ptr<NetContext> context_;
    std::chrono::seconds silence_;
    boost::beast::flat_buffer buffer_;
    Frame writing_frame_;
    boost::beast::websocket::close_reason reason_;
    SteadyTime deadline_ = SteadyTime::max();
    SteadyTime last_heard_;
    SteadyTime last_ping_;
    SteadyTime last_sent_;
    SteadyTime message_began_ = SteadyTime::max();
    bool open_ = false;
    bool over_ = false;
    bool reading_ = false;
    bool paused_ = false;
    bool writing_ = false;
    bool pinging_ = false;
    bool closing_ = false;
};

}  // namespace waymark::server
