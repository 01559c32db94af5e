// How many records a second the server accepts with everything stored (fsync before each answer).
// usage: build/release/bin/ingest_bench [SECONDS a case, default 3]
// Eight connections on this machine; by HTTP one request at a time each (keep-alive), by WebSocket
// at most 16 messages on their way each.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
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
using SteadyClock = std::chrono::steady_clock;

constexpr int connections = 8;
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

struct Result {
    std::uint64_t accepted = 0;
    std::vector<double> answers;  ///< milliseconds from message to answer
};

double milliseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

std::uint64_t accepted_in(const std::string& body) {
    const std::string_view key = R"("accepted":)";
    const auto at = body.find(key);
    return at == std::string::npos ? 0 : std::stoull(body.substr(at + key.size()));
}

void connect(beast::tcp_stream& stream, const std::string& port) {
    stream.connect(asio::ip::tcp::endpoint{asio::ip::address_v4::loopback(),
                                           static_cast<std::uint16_t>(std::stoi(port))});
    stream.socket().set_option(asio::ip::tcp::no_delay{true});
}

Result by_http(const std::string& port, Calls calls, int records, SteadyClock::time_point end) {
    asio::io_context io;
    beast::tcp_stream stream{io};
    connect(stream, port);
    Result result;
    beast::flat_buffer buffer;
    while (SteadyClock::now() < end) {
        http::request<http::string_body> request{http::verb::post, "/v1/feeds/phone/records", 11};
        request.set(http::field::host, "127.0.0.1:" + port);
        request.set(http::field::content_type, "application/json");
        request.body() = calls.message(records);
        request.prepare_payload();
        const auto start = SteadyClock::now();
        http::write(stream, request);
        http::response<http::string_body> response;
        http::read(stream, buffer, response);
        result.answers.push_back(milliseconds_since(start));
        if (response.result() != http::status::ok)
            throw std::runtime_error("HTTP answer " + std::to_string(response.result_int()) + " " +
                                     response.body());
        result.accepted += accepted_in(response.body());
    }
    return result;
}

Result by_websocket(const std::string& port, Calls calls, int records,
                    SteadyClock::time_point end) {
    asio::io_context io;
    websocket::stream<beast::tcp_stream> socket{io};
    connect(socket.next_layer(), port);
    socket.set_option(websocket::stream_base::decorator{[](websocket::request_type& request) {
        request.set(http::field::sec_websocket_protocol, feed_subprotocol);
    }});
    socket.handshake("127.0.0.1:" + port, "/v1/feeds/phone/live");
    socket.auto_fragment(false);
    socket.text(true);
    Result result;
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
        result.accepted += ack->accepted;
        for (; settled < ack->upto; ++settled)
            result.answers.push_back(milliseconds_since(sent[settled]));
    }
    return result;
}

void run(const BenchServer& server, const Case& chosen, int number, int seconds) {
    std::vector<Result> results(connections);
    std::vector<std::thread> threads;
    std::atomic<bool> failed = false;
    const auto start = SteadyClock::now();
    const double used = server.processor_seconds();
    for (int i = 0; i < connections; ++i)
        threads.emplace_back([&, i] {
            try {
                const Calls calls{std::to_string(number) + "." + std::to_string(i)};
                const auto end = start + std::chrono::seconds{seconds};
                results[static_cast<std::size_t>(i)] =
                    chosen.by_websocket ? by_websocket(server.port(), calls, chosen.records, end)
                                        : by_http(server.port(), calls, chosen.records, end);
            } catch (const std::exception& error) {
                std::fprintf(stderr, "connection %d: %s\n", i, error.what());
                failed = true;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    if (failed) throw std::runtime_error("a connection failed");
    const double took = milliseconds_since(start) / 1000;
    Result total;
    for (const Result& result : results) {
        total.accepted += result.accepted;
        total.answers.insert(total.answers.end(), result.answers.begin(), result.answers.end());
    }
    std::printf(
        "%-9s %4d records a message: %8.0f records/s, answer p50 %6.2f ms, p99 %6.2f ms, "
        "server %3.0f %% of a processor\n",
        chosen.by_websocket ? "WebSocket" : "HTTP", chosen.records,
        static_cast<double>(total.accepted) / took, percentile(total.answers, .5),
        percentile(total.answers, .99), 100 * (server.processor_seconds() - used) / took);
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
