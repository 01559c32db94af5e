#include "tests/support/mqtt_broker.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <fcntl.h>
#include <mosquitto.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/free_port.hpp"

namespace waymark::test {
namespace {

using Steady = std::chrono::steady_clock;
constexpr const char* program = "/usr/sbin/mosquitto";
constexpr auto patience = std::chrono::seconds{10};

struct FreeClient {
    void operator()(mosquitto* client) const { mosquitto_destroy(client); }
};
using Client = std::unique_ptr<mosquitto, FreeClient>;

/// Each of them sets `done` when what it waits for is done.
Client new_client(bool& done) {
    mosquitto_lib_init();
    return Client{mosquitto_new(nullptr, true, &done)};
}

void run(mosquitto* client, const bool& done) {
    const auto end = Steady::now() + patience;
    while (!done) {
        if (mosquitto_loop(client, 100, 1) != MOSQ_ERR_SUCCESS || Steady::now() > end)
            throw std::runtime_error("the broker does not answer");
    }
}

}  // namespace

bool MqttBroker::there() {
    return ::access(program, X_OK) == 0;
}

MqttBroker::MqttBroker(const std::filesystem::path& folder, const std::string& settings)
    : folder_(folder), settings_(settings) {
    for (int i = 0; i < 5; ++i) {
        port_ = free_port();
        if (try_to_start()) return;
    }
    throw std::runtime_error("mosquitto finds no free port");
}

MqttBroker::~MqttBroker() {
    kill();
}

void MqttBroker::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

void MqttBroker::start() {
    if (!try_to_start()) throw std::runtime_error("mosquitto does not start again");
}

bool MqttBroker::try_to_start() {
    const auto configuration = folder_ / "mosquitto.conf";
    std::ofstream{configuration}
        << "listener " << port_ << " 127.0.0.1\n"
        << "persistence false\nlog_dest stderr\nlog_type information\nuser root\n"
        << settings_;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], STDERR_FILENO);
        ::execl(program, program, "-c", configuration.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    // It says so once it listens, and ends when it can't.
    std::string said;
    const auto end = Steady::now() + patience;
    bool runs = false;
    while (!runs && Steady::now() < end) {
        pollfd readable{ends[0], POLLIN, 0};
        if (::poll(&readable, 1, 1'000) <= 0) continue;
        char buffer[1'000];
        const auto octets = ::read(ends[0], buffer, sizeof buffer);
        if (octets <= 0) break;
        said.append(buffer, static_cast<std::size_t>(octets));
        runs = said.find(" running\n") != std::string::npos;
    }
    ::close(ends[0]);
    if (!runs) kill();
    return runs;
}

void publish(std::uint16_t port, const MqttLetter& letter) {
    bool done = false;
    const Client client = new_client(done);
    mosquitto_publish_callback_set(
        client.get(), [](mosquitto*, void* told, int) { *static_cast<bool*>(told) = true; });
    if (mosquitto_connect(client.get(), "127.0.0.1", port, 60) != MOSQ_ERR_SUCCESS)
        throw std::runtime_error("the broker can't be reached");
    mosquitto_publish(client.get(), nullptr, letter.topic.c_str(),
                      static_cast<int>(letter.payload.size()), letter.payload.data(), 1,
                      letter.retain);
    run(client.get(), done);
    mosquitto_disconnect(client.get());
}

void vanish(std::uint16_t port, const MqttLetter& will) {
    bool done = false;
    const Client client = new_client(done);
    mosquitto_will_set(client.get(), will.topic.c_str(), static_cast<int>(will.payload.size()),
                       will.payload.data(), 1, will.retain);
    mosquitto_connect_callback_set(
        client.get(), [](mosquitto*, void* told, int) { *static_cast<bool*>(told) = true; });
    if (mosquitto_connect(client.get(), "127.0.0.1", port, 60) != MOSQ_ERR_SUCCESS)
        throw std::runtime_error("the broker can't be reached");
    run(client.get(), done);
    ::shutdown(mosquitto_socket(client.get()), SHUT_RDWR);
}

}  // namespace waymark::test
