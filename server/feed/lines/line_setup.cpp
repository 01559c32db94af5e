#include "server/feed/lines/line_setup.hpp"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_address = 60;
constexpr std::size_t longest_name = 90;
constexpr std::size_t most_templates = 100;
constexpr std::int64_t most_series = 10'000;

std::vector<Network> read_allowed(const FileNode& list) {
    std::vector<Network> allowed;
    for (const FileNode& item : list.items("the addresses that may send are needed")) {
        if (const auto network = Network::from(item.text(longest_address)))
            allowed.push_back(*network);
        else
            item.refuse(
                "is no address; allowed are addresses and networks, as \"10.1.2.3\" and "
                "\"192.168.4.0/24\"");
    }
    return allowed;
}

void read_listen(FileObject& entry, LineSetup& setup) {
    const bool may_lack = setup.protocol == LineProtocol::influx;
    const auto listen = may_lack ? entry.find("listen") : entry.need("listen");
    const auto allow = entry.find("allow");
    const auto transport = entry.find("transport");
    if (allow) setup.allow = read_allowed(*allow);
    if (transport) {
        const std::string word = transport->word({"tcp", "udp", "both"});
        setup.tcp = word != "udp";
        setup.udp = word != "tcp";
    }
    if (!listen) {
        for (const auto& other : {allow, transport})
            if (other && may_lack) other->refuse("is of no use without \"listen\"");
        return;
    }
    setup.listen = ListenAddress::from(listen->text(longest_address));
    if (!setup.listen)
        listen->refuse(
            "is no address to listen at; ADDRESS:PORT is, for instance 127.0.0.1:2003 or "
            "[::]:2003");
    else if (!setup.listen->loopback && !allow)
        listen->refuse(
            "is open to others, and lines carry no token: \"allow\" has to list the "
            "addresses that may send, as [\"192.168.4.0/24\"]");
}

LineSetup read_setup(FileObject& entry, LineProtocol protocol) {
    LineSetup setup{.protocol = protocol};
    read_listen(entry, setup);
    setup.rules = read_sample_rules(entry);
    return setup;
}

}  // namespace

SampleRules read_sample_rules(FileObject& entry) {
    SampleRules rules;
    if (const auto templates = entry.find("templates")) {
        for (const FileNode& item : templates->items("at least one template is needed"))
            rules.templates.push_back(PathTemplate::read(item));
        if (rules.templates.size() > most_templates)
            templates->refuse("has too many templates; at most 100 are allowed");
    }
    if (const auto labels = entry.find("labels")) {
        if (!labels->value().is_object())
            labels->refuse(
                "is no object; allowed are new names of labels, as {\"queue_name\": "
                "\"queue\", \"host\": null}");
        else
            for (const auto& [name, other] : labels->value().items())
                rules.labels[name] = other.is_null() ? "" : labels->child(name).text(longest_name);
    }
    if (const auto ttl = entry.find("ttl")) rules.ttl = read_ttl(*ttl);
    if (const auto series = entry.find("series"))
        rules.most_series =
            static_cast<std::size_t>(series->whole("number of metrics", 1, most_series));
    return rules;
}

LineSetup read_graphite_setup(FileObject& entry) {
    return read_setup(entry, LineProtocol::graphite);
}

LineSetup read_statsd_setup(FileObject& entry) {
    LineSetup setup = read_setup(entry, LineProtocol::statsd);
    for (std::size_t i = 0; i < setup.rules.templates.size(); ++i)
        if (!setup.rules.templates[i].kind().empty())
            entry.find("templates")
                ->items()[i]
                .child("kind")
                .refuse("is of no use here; StatsD lines say their kind");
    return setup;
}

LineSetup read_influx_setup(FileObject& entry) {
    LineSetup setup = read_setup(entry, LineProtocol::influx);
    if (const auto precision = entry.find("precision"))
        setup.ticks_a_second = ticks_of(precision->word({"ns", "us", "ms", "s"})).value_or(1);
    return setup;
}

const std::vector<std::string_view>& sample_kinds() {
    static const std::vector<std::string_view> kinds{"gauge", "counter", "delta", "interval"};
    return kinds;
}

double read_ttl(const FileNode& node) {
    const auto seconds = read_quantity(node, ValueUnit::duration);
    constexpr double day = 86'400;
    if (seconds && (*seconds < 1 || *seconds > day))
        node.refuse("is out of range; allowed are \"1s\" to \"1d\"");
    return seconds.value_or(1);
}

std::optional<std::int64_t> ticks_of(std::string_view precision) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> all{{{"ns", 1'000'000'000},
                                                                            {"n", 1'000'000'000},
                                                                            {"us", 1'000'000},
                                                                            {"u", 1'000'000},
                                                                            {"ms", 1'000},
                                                                            {"s", 1}}};
    for (const auto& [name, ticks] : all)
        if (name == precision) return ticks;
    return std::nullopt;
}

}  // namespace waymark::server
