#include "server/feed/mqtt/mqtt_client.hpp"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include <mosquitto.h>
#include <pthread.h>
#include <sys/socket.h>

#include "shared/base/backoff.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int keep_alive_seconds = 30;
constexpr int turn_ms = 200;  ///< how soon an end is noticed
constexpr auto answer_within = 20s;
constexpr int refused_topic = 128;

/// An encrypted key has nobody here to ask for its words.
int no_words(char*, int, int, void*) {
    return 0;
}

struct FreeClient {
    void operator()(mosquitto* client) const { mosquitto_destroy(client); }
};

}  // namespace

/// One connection, from its beginning to its end.
class MqttConnection {
public:
    MqttConnection(const MqttSetup& setup, const std::string& password,
                   const std::filesystem::path& folder, const MqttListener& listener)
        : setup_(setup),
          listener_(listener),
          client_(mosquitto_new(setup.client_id.empty() ? nullptr : setup.client_id.c_str(),
                                setup.client_id.empty(), this)) {
        // Else the library says that we have a message before it gives it to us.
        mosquitto_threaded_set(client_.get(), true);
        mosquitto_connect_callback_set(client_.get(), [](mosquitto*, void* self, int code) {
            static_cast<MqttConnection*>(self)->answered(code);
        });
        mosquitto_subscribe_callback_set(
            client_.get(), [](mosquitto*, void* self, int id, int count, const int* granted) {
                static_cast<MqttConnection*>(self)->subscribed(
                    id, count > 0 ? *granted : refused_topic);
            });
        mosquitto_message_callback_set(
            client_.get(), [](mosquitto*, void* self, const mosquitto_message* message) {
                static_cast<MqttConnection*>(self)->received(*message);
            });
        mosquitto_log_callback_set(client_.get(),
                                   [](mosquitto*, void* self, int level, const char* text) {
                                       if (level == MOSQ_LOG_ERR)
                                           static_cast<MqttConnection*>(self)->said_ = text;
                                   });
        if (!setup.user.empty())
            mosquitto_username_pw_set(client_.get(), setup.user.c_str(),
                                      password.empty() ? nullptr : password.c_str());
        if (setup.tls) use_tls(folder);
    }

    /// Talks until the connection is lost or `stop` says so; why it was lost.
    std::string run(const std::function<bool()>& stop) {
        if (why_.empty())
            note(mosquitto_connect_async(client_.get(), setup_.host.c_str(), setup_.port,
                                         keep_alive_seconds));
        const auto give_up = Steady::now() + answer_within;
        while (why_.empty() && !stop()) {
            note(mosquitto_loop(client_.get(), turn_ms, 1));
            if (!ready_ && Steady::now() > give_up) why_ = "no answer within 20 s";
        }
        if (why_.empty()) {
            mosquitto_disconnect(client_.get());
            mosquitto_loop_write(client_.get(), 1);
        }
        return why_;
    }

    bool was_ready() const { return ready_; }

private:
    void use_tls(const std::filesystem::path& folder) {
        const auto place = [&](const std::string& file) {
            return file.empty() ? std::string{} : (folder / file).string();
        };
        const auto or_null = [](const std::string& text) {
            return text.empty() ? nullptr : text.c_str();
        };
        const std::string ca = place(setup_.tls->ca);
        const std::string certificate = place(setup_.tls->certificate);
        const std::string key = place(setup_.tls->key);
        note(mosquitto_tls_set(client_.get(), or_null(ca), ca.empty() ? "/etc/ssl/certs" : nullptr,
                               or_null(certificate), or_null(key), no_words));
        if (!why_.empty()) why_ = "a file of \"tls\" can't be read";
        mosquitto_tls_opts_set(client_.get(), 1, "tlsv1.2", nullptr);
    }

    /// Keeps the first reason why this connection is over.
    void note(int code) {
        if (code == MOSQ_ERR_SUCCESS || !why_.empty()) return;
        why_ = code == MOSQ_ERR_ERRNO ? std::strerror(errno) : mosquitto_strerror(code);
        if (code == MOSQ_ERR_TLS && !said_.empty()) why_ = said_;
    }

    void answered(int code) {
        if (code != 0) {
            why_ = mosquitto_connack_string(code);
            return;
        }
        const auto subscribe = [&](const std::string& topic, int quality) {
            int id = 0;
            note(mosquitto_subscribe(client_.get(), &id, topic.c_str(), quality));
            asked_[id] = topic;
        };
        for (const MqttTopic& topic : setup_.topics)
            subscribe(topic.filter, topic.quality);
        for (const MqttStatus& status : setup_.status)
            subscribe(status.topic, 1);
    }

    void subscribed(int id, int granted) {
        const auto topic = asked_.find(id);
        if (topic == asked_.end()) return;
        if (granted >= refused_topic)
            why_ = "the broker refuses the topic \"" + topic->second + '"';
        asked_.erase(topic);
        if (!asked_.empty() || !why_.empty()) return;
        ready_ = true;
        listener_.connected();
    }

    void received(const mosquitto_message& message) {
        const auto* const octets = static_cast<const char*>(message.payload);
        if (!why_.empty()) return;
        const bool kept = listener_.message(
            {message.topic,
             octets ? std::string{octets, static_cast<std::size_t>(message.payloadlen)} : "",
             message.retain, message.qos > 0});
        if (kept) return;
        why_ = "a message was not stored in time; it is asked for again";
        // What the library has to say to the broker still waits, and now goes nowhere.
        ::shutdown(mosquitto_socket(client_.get()), SHUT_RDWR);
    }

    const MqttSetup& setup_;
    const MqttListener& listener_;
    std::unique_ptr<mosquitto, FreeClient> client_;
    std::map<int, std::string> asked_;
    std::string why_;
    std::string said_;
    bool ready_ = false;
};

class MqttClient::Worker {
public:
    Worker(const MqttSetup& setup, std::string password, std::filesystem::path folder,
           MqttListener listener)
        : setup_(setup),
          password_(std::move(password)),
          folder_(std::move(folder)),
          listener_(std::move(listener)) {
        mosquitto_lib_init();
        thread_ = std::thread{[this] { run(); }};
    }
    ~Worker() {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        wake_.notify_all();
        thread_.join();
        mosquitto_lib_cleanup();
    }

private:
    void run() {
        ::pthread_setname_np(::pthread_self(), "mqtt-feed");
        Backoff backoff{1s, 60s, std::random_device{}()};
        while (!stopping()) {
            MqttConnection connection{setup_, password_, folder_, listener_};
            const std::string why = connection.run([this] { return stopping(); });
            if (stopping()) return;
            if (connection.was_ready()) backoff.reset();
            listener_.lost(why);
            std::unique_lock lock{mutex_};
            wake_.wait_for(lock, backoff.next(), [this] { return stopping_; });
        }
    }

    bool stopping() {
        const std::lock_guard lock{mutex_};
        return stopping_;
    }

    const MqttSetup setup_;
    const std::string password_;
    const std::filesystem::path folder_;
    const MqttListener listener_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

MqttClient::MqttClient(const MqttSetup& setup, std::string password, std::filesystem::path folder,
                       MqttListener listener)
    : worker_(std::make_unique<Worker>(setup, std::move(password), std::move(folder),
                                       std::move(listener))) {}

MqttClient::~MqttClient() = default;

}  // namespace waymark::server
