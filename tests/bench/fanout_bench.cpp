// How long it takes from sending a record to a screen receiving the delta that shows it.
// usage: build/release/bin/fanout_bench [SCREENS, default 100] [RECORDS, default 200]
// One call is offered every 50 ms by HTTP on this machine; the clock runs from the first octet of
// the request until the screen has read a delta in which the KPI "calls-waiting" counts that call.
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "shared/protocol/message.hpp"
#include "tests/bench/bench_server.hpp"
#include "tests/bench/percentile.hpp"

namespace waymark::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::use_awaitable;
using SteadyClock = std::chrono::steady_clock;
using Socket = websocket::stream<beast::tcp_stream>;

constexpr std::string_view kpi = "calls-waiting";

double milliseconds(SteadyClock::duration length) {
    return std::chrono::duration<double, std::milli>(length).count();
}

class Bench {
public:
    Bench(const BenchServer& server, int screens, int records)
        : server_(server),
          endpoint_(asio::ip::address_v4::loopback(),
                    static_cast<std::uint16_t>(std::stoi(server.port()))),
          screens_(screens),
          records_(records),
          last_of_all_(static_cast<std::size_t>(records)) {}

    void run() {
        for (int i = 0; i < screens_; ++i)
            asio::co_spawn(io_, show(), rethrow);
        asio::co_spawn(io_, post(), rethrow);
        io_.run_for(std::chrono::milliseconds{50} * records_ + std::chrono::seconds{20});
        const double processor =
            1e5 * (server_.processor_seconds() - used_) / milliseconds(SteadyClock::now() - start_);
        const auto expected = static_cast<std::size_t>(screens_ * records_);
        std::printf(
            "%d screens, %d records: a screen has the delta after p50 %.2f ms, p99 %.2f ms; "
            "the last of all screens after p50 %.2f ms, p99 %.2f ms; the server used %.0f %% "
            "of a processor\n",
            screens_, records_, percentile(each_, .5), percentile(each_, .99),
            percentile(last_of_all_, .5), percentile(last_of_all_, .99), processor);
        if (each_.size() != expected)
            throw std::runtime_error(std::to_string(expected - each_.size()) + " of " +
                                     std::to_string(expected) + " deltas did not come");
    }

private:
    static void rethrow(const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    }

    asio::awaitable<void> show() {
        Socket socket{io_};
        co_await socket.next_layer().async_connect(endpoint_, use_awaitable);
        socket.set_option(websocket::stream_base::decorator{[](websocket::request_type& request) {
            request.set(http::field::sec_websocket_protocol, screen_subprotocol);
        }});
        co_await socket.async_handshake("127.0.0.1:" + server_.port(), "/v1/live", use_awaitable);
        socket.auto_fragment(false);
        socket.text(true);
        const std::string hello =
            encode(ScreenMessage{Hello{"bench", {"main"}, {}, 1920, 1080, "bench"}});
        co_await socket.async_write(asio::buffer(hello), use_awaitable);
        int seen = 0;
        bool ready = false;
        beast::flat_buffer buffer;
        while (seen < records_) {
            buffer.clear();
            co_await socket.async_read(buffer, use_awaitable);
            const auto now = SteadyClock::now();
            const int waiting =
                waiting_in({static_cast<const char*>(buffer.cdata().data()), buffer.size()});
            if (!ready) {
                ready = true;
                if (++ready_ == screens_) all_ready_.cancel();
            }
            // A delta may count several calls at once: it shows each of them.
            for (; seen < waiting; ++seen) {
                const auto at = static_cast<std::size_t>(seen);
                const double took = milliseconds(now - sent_.at(at));
                each_.push_back(took);
                last_of_all_[at] = std::max(last_of_all_[at], took);
            }
        }
        if (++done_ == screens_) io_.stop();
    }

    /// The calls waiting that a message shows; every screen gets the same octets, read once.
    int waiting_in(std::string_view text) {
        if (text == text_) return waiting_;
        text_ = text;
        const auto message = decode_server_message(text);
        if (!message) throw std::runtime_error(to_text(message.error()));
        if (const auto* delta = std::get_if<DeltaMessage>(&*message))
            for (const Reading& reading : delta->delta.readings.kpis)
                if (reading.kpi.text == kpi && reading.value)
                    waiting_ = static_cast<int>(*reading.value);
        return waiting_;
    }

    asio::awaitable<void> post() {
        all_ready_.expires_after(std::chrono::seconds{10});
        boost::system::error_code ignored;
        co_await all_ready_.async_wait(asio::redirect_error(use_awaitable, ignored));
        if (ready_ != screens_) throw std::runtime_error("not every screen got its snapshot");
        beast::tcp_stream stream{io_};
        co_await stream.async_connect(endpoint_, use_awaitable);
        stream.socket().set_option(asio::ip::tcp::no_delay{true});
        beast::flat_buffer buffer;
        asio::steady_timer pause{io_};
        start_ = SteadyClock::now();
        used_ = server_.processor_seconds();
        for (int i = 0; i < records_; ++i) {
            http::request<http::string_body> request{http::verb::post, "/v1/feeds/phone/records",
                                                     11};
            request.set(http::field::host, "127.0.0.1:" + server_.port());
            request.set(http::field::content_type, "application/json");
            const std::string name = std::to_string(i);
            request.body() = R"({"type":"contact.offered","id":")" + name + R"(","contact":")" +
                             name + R"(","queue":"support"})";
            request.prepare_payload();
            sent_.push_back(SteadyClock::now());
            co_await http::async_write(stream, request, use_awaitable);
            http::response<http::string_body> response;
            co_await http::async_read(stream, buffer, response, use_awaitable);
            if (response.result() != http::status::ok)
                throw std::runtime_error("HTTP answer " + response.body());
            pause.expires_after(std::chrono::milliseconds{50});
            co_await pause.async_wait(use_awaitable);
        }
    }

    const BenchServer& server_;
    asio::io_context io_{1};
    asio::ip::tcp::endpoint endpoint_;
    asio::steady_timer all_ready_{io_};
    int screens_;
    int records_;
    int ready_ = 0;
    int done_ = 0;
    std::string text_;
    int waiting_ = 0;
    SteadyClock::time_point start_;
    double used_ = 0;  ///< processor seconds at the start
    std::vector<SteadyClock::time_point> sent_;
    std::vector<double> each_;
    std::vector<double> last_of_all_;
};

}  // namespace
}  // namespace waymark::bench

int main(int argc, char** argv) {
    try {
        const waymark::bench::BenchServer server;
        waymark::bench::Bench{server, argc > 1 ? std::stoi(argv[1]) : 100,
                              argc > 2 ? std::stoi(argv[2]) : 200}
            .run();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
