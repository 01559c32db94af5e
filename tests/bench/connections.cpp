#include "tests/bench/connections.hpp"

#include <atomic>
#include <cstdio>
#include <exception>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace waymark::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

std::uint64_t accepted_in(const std::string& body) {
    const std::string_view key = R"("accepted":)";
    const auto at = body.find(key);
    return at == std::string::npos ? 0 : std::stoull(body.substr(at + key.size()));
}

}  // namespace

double milliseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

Load load_of(const BenchServer& server, int seconds,
             const std::function<Taken(int number, SteadyClock::time_point end)>& connection) {
    std::vector<Taken> each(connections);
    std::vector<std::thread> threads;
    std::atomic<bool> failed = false;
    const auto start = SteadyClock::now();
    const double used = server.processor_seconds();
    for (int i = 0; i < connections; ++i)
        threads.emplace_back([&, i] {
            try {
                each[static_cast<std::size_t>(i)] =
                    connection(i, start + std::chrono::seconds{seconds});
            } catch (const std::exception& error) {
                std::fprintf(stderr, "connection %d: %s\n", i, error.what());
                failed = true;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    if (failed) throw std::runtime_error("a connection failed");
    Load load{.seconds = milliseconds_since(start) / 1000};
    load.processor_percent = 100 * (server.processor_seconds() - used) / load.seconds;
    for (const Taken& taken : each) {
        load.taken.accepted += taken.accepted;
        load.taken.answers.insert(load.taken.answers.end(), taken.answers.begin(),
                                  taken.answers.end());
    }
    return load;
}

void connect(beast::tcp_stream& stream, const std::string& port) {
    stream.connect(asio::ip::tcp::endpoint{asio::ip::address_v4::loopback(),
                                           static_cast<std::uint16_t>(std::stoi(port))});
    stream.socket().set_option(asio::ip::tcp::no_delay{true});
}

Taken post_in_turn(const std::string& port, SteadyClock::time_point end,
                   const std::function<Post()>& next) {
    asio::io_context io;
    beast::tcp_stream stream{io};
    connect(stream, port);
    Taken taken;
    beast::flat_buffer buffer;
    while (SteadyClock::now() < end) {
        Post post = next();
        http::request<http::string_body> request{http::verb::post, post.target, 11};
        request.set(http::field::host, "127.0.0.1:" + port);
        for (const auto& [name, value] : post.headers)
            request.set(name, value);
        request.body() = std::move(post.body);
        request.prepare_payload();
        const auto start = SteadyClock::now();
        http::write(stream, request);
        http::response<http::string_body> response;
        http::read(stream, buffer, response);
        taken.answers.push_back(milliseconds_since(start));
        if (response.result() != http::status::ok)
            throw std::runtime_error("HTTP answer " + std::to_string(response.result_int()) + " " +
                                     response.body());
        taken.accepted += accepted_in(response.body());
    }
    return taken;
}

}  // namespace waymark::bench
