#include "server/feed/mqtt/mqtt_setup.hpp"

#include <mosquitto.h>
#include <nlohmann/json.hpp>

#include "server/feed/lines/line_setup.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_path = 300;
constexpr std::size_t longest_topic = 300;
constexpr std::size_t most_topics = 50;
constexpr std::int64_t tls_port = 8883;

MqttTopic read_topic(const FileNode& node) {
    MqttTopic topic;
    const auto read_filter = [&](const FileNode& text) {
        topic.filter = text.text(longest_topic);
        if (!topic.filter.empty() &&
            mosquitto_sub_topic_check(topic.filter.c_str()) != MOSQ_ERR_SUCCESS)
            text.refuse("is no topic; + may stand for one level, and # for the last ones");
    };
    if (!node.value().is_object()) {
        read_filter(node);
        return topic;
    }
    FileObject object{node};
    if (const auto filter = object.need("topic")) read_filter(*filter);
    if (const auto quality = object.find("qos"))
        topic.quality = static_cast<int>(quality->whole("QoS", 0, 1));
    object.finish();
    return topic;
}

MqttStatus read_status(const FileNode& node) {
    MqttStatus status;
    FileObject object{node};
    if (const auto topic = object.need("topic")) {
        status.topic = topic->text(longest_topic);
        if (!status.topic.empty() &&
            mosquitto_pub_topic_check(status.topic.c_str()) != MOSQ_ERR_SUCCESS)
            topic->refuse("is no single topic; + and # are not allowed here");
    }
    if (const auto offline = object.find("offline")) status.offline = offline->text(longest_topic);
    object.finish();
    return status;
}

std::optional<MqttTls> read_tls(FileObject& entry) {
    const auto node = entry.find("tls");
    if (!node) return std::nullopt;
    if (node->value().is_boolean()) return node->flag() ? std::optional{MqttTls{}} : std::nullopt;
    FileObject object{*node};
    MqttTls tls{object.text_or_none("ca", longest_path),
                object.text_or_none("certificate", longest_path),
                object.text_or_none("key", longest_path)};
    object.finish();
    if (tls.certificate.empty() != tls.key.empty())
        node->miss("\"certificate\" and \"key\" go together; one of them is missing");
    return tls;
}

void read_payload(FileObject& entry, MqttSetup& setup) {
    const auto payload = entry.find("payload");
    const auto mapping = entry.find("mapping");
    if (payload.has_value() == mapping.has_value()) {
        entry.node().refuse_as("",
                               "has to say either \"mapping\", the rules for its messages, or "
                               "\"payload\": \"collectd\"");
        return;
    }
    if (mapping) {
        setup.mapping = std::make_shared<const Mapping>(Mapping::read(*mapping));
        return;
    }
    payload->word({"collectd"});
    setup.samples = read_sample_rules(entry);
}

}  // namespace

MqttSetup read_mqtt_setup(FileObject& entry) {
    MqttSetup setup{.host = entry.text("host", longest_host)};
    setup.tls = read_tls(entry);
    if (setup.tls) setup.port = tls_port;
    if (const auto port = entry.find("port"))
        setup.port = static_cast<std::uint16_t>(port->whole("port", 1, 65535));
    setup.user = entry.text_or_none("user", longest_host);
    if (const auto secret = entry.find("secret")) {
        setup.secret = read_secret(*secret);
        if (setup.user.empty()) secret->refuse_as("", "is of no use without \"user\"");
    }
    setup.client_id = entry.text_or_none("client_id", longest_host);
    if (const auto topics = entry.need("topics")) {
        for (const FileNode& item : topics->items("the topics to read are needed"))
            setup.topics.push_back(read_topic(item));
        if (setup.topics.size() > most_topics)
            topics->refuse("has too many topics; at most 50 are allowed");
    }
    if (const auto status = entry.find("status"))
        for (const FileNode& item : status->items("the topics that tell of an end are needed"))
            setup.status.push_back(read_status(item));
    read_payload(entry, setup);
    return setup;
}

}  // namespace waymark::server
