// How many records a second the server accepts with everything stored (fsync before each answer).
// usage: build/release/bin/ingest_bench [SECONDS a case, default 3]
// Eight connections on this machine; by HTTP one request at a time each (keep-alive), by WebSocket
// at most 16 messages on their way each.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include "shared/protocol/message.hpp"
#include "tests/bench/connections.hpp"
#include "tests/bench/percentile.hpp"

namespace waymark::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

constexpr std::uint64_t messages_on_the_way = 16;

/// Calls from offer to wrap-up, four records each, as a phone system would tell them.
class Calls {
public:
    explicit Calls(std::string name) : name_(std::move(name)) {}

    std::string message(int records) {
        if (records == 1) return next();
        std::string text;
        for (int i = 0; i < records; ++i)
            text += (i == 0 ? "[" : ",") + next();
        return text + "]";
    }

private:
    std::string next() {
        const std::uint64_t number = told_++;
        const std::string contact = name_ + "-" + std::to_string(number / 4);
        const std::string common = R"(,"id":")" + name_ + "e" + std::to_string(number) +
                                   R"(","contact":")" + contact + R"(","queue":"support")";
        switch (number % 4) {
            case 0:
                return R"({"type":"contact.offered")" + common + "}";
            case 1:
                return R"({"type":"contact.answered","agent":"a1","wait":12)" + common + "}";
            case 2:
                return R"({"type":"contact.ended","agent":"a1","talk":200)" + common + "}";
            default:
                return R"({"type":"contact.wrapped","agent":"a1","wrap":40)" + common + "}";
        }
    }

    std::string name_;
    std::uint64_t told_ = 0;
};

struct Case {
    bool by_websocket;
    int records;  ///< a message
};

Taken by_http(const std::string& port, Calls calls, int records, SteadyClock::time_point end) {
    return post_in_turn(port, end, [&]() -> Post {
        return {"/v1/feeds/phone/records",
                {{"Content-Type", "application/json"}},
                calls.message(records)};
    });
}

Taken by_websocket(const std::string& port, Calls calls, int records, SteadyClock::time_point end) {
    asio::io_context io;
    websocket::stream<beast::tcp_stream> socket{io};
    connect(socket.next_layer(), port);
    socket.set_option(websocket::stream_base::decorator{[](websocket::request_type& request) {
        request.set(http::field::sec_websocket_protocol, feed_subprotocol);
    }});
    socket.handshake("127.0.0.1:" + port, "/v1/feeds/phone/live");
    socket.auto_fragment(false);
    socket.text(true);
    Taken taken;
    std::vector<SteadyClock::time_point> sent;
    std::uint64_t settled = 0;
    for (bool more = true; more || settled < sent.size();) {
        more = SteadyClock::now() < end;
        if (more && sent.size() - settled < messages_on_the_way) {
            sent.push_back(SteadyClock::now());
            socket.write(asio::buffer(calls.message(records)));
            continue;
        }
        if (settled == sent.size()) break;
        beast::flat_buffer buffer;
        socket.read(buffer);
        const auto ack = decode_ack(beast::buffers_to_string(buffer.cdata()));
        if (!ack) throw std::runtime_error(to_text(ack.error()));
        taken.accepted += ack->accepted;
        for (; settled < ack->upto; ++settled)
            taken.answers.push_back(milliseconds_since(sent[settled]));
    }
    return taken;
}

void run(const BenchServer& server, const Case& chosen, int number, int seconds) {
    const Load load = load_of(server, seconds, [&](int connection, SteadyClock::time_point end) {
        const Calls calls{std::to_string(number) + "." + std::to_string(connection)};
        return chosen.by_websocket ? by_websocket(server.port(), calls, chosen.records, end)
                                   : by_http(server.port(), calls, chosen.records, end);
    });
    std::printf(
        "%-9s %4d records a message: %8.0f records/s, answer p50 %6.2f ms, p99 %6.2f ms, "
        "server %3.0f %% of a processor\n",
        chosen.by_websocket ? "WebSocket" : "HTTP", chosen.records,
        static_cast<double>(load.taken.accepted) / load.seconds, percentile(load.taken.answers, .5),
        percentile(load.taken.answers, .99), load.processor_percent);
}

}  // namespace
}  // namespace waymark::bench

int main(int argc, char** argv) {
    try {
        const int seconds = argc > 1 ? std::stoi(argv[1]) : 3;
        int number = 0;
        for (const auto& chosen :
             {waymark::bench::Case{false, 1}, {false, 100}, {true, 1}, {true, 100}}) {
            const waymark::bench::BenchServer server;
            waymark::bench::run(server, chosen, ++number, seconds);
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
