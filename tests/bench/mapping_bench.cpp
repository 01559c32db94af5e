// What it costs to turn a Jira webhook of about 700 octets into a record: to parse it, and to parse
// and map it by the rules of tests/data/mapping/jira.json, those of an update by the last of them.
// Times are the processor's. usage: build/release/bin/mapping_bench [ROUNDS, default 50000]
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/mapping.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

json read_document(const std::string& name) {
    std::ifstream file(std::string{WAYMARK_SOURCE_DIR} + "/tests/data/mapping/" + name);
    return json::parse(file);
}

/// One of each kind of delivery.
std::vector<json> read_deliveries() {
    std::ifstream file(std::string{WAYMARK_SOURCE_DIR} +
                       "/tests/data/mapping/jira.deliveries.jsonl");
    std::vector<json> deliveries;
    for (std::string line; std::getline(file, line);)
        deliveries.push_back(json::parse(line));
    return deliveries;
}

/// Microseconds a round.
double measure(int rounds, auto work) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < rounds; ++i)
        work();
    return 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / rounds;
}

int run(int rounds) {
    const json rules = read_document("jira.json");
    std::vector<Problem> problems;
    const Mapping mapping = Mapping::read(FileNode{rules, "jira.json", "", problems});
    if (!problems.empty()) return 1;
    for (const json& delivery : read_deliveries()) {
        const auto& body = delivery.at("body").get_ref<const std::string&>();
        const Delivery sent{body,
                            "application/json",
                            {{"x-atlassian-webhook-identifier", "815-1"}},
                            from_epoch_ms(1'773'651'600'000)};
        std::size_t made = 0;
        const double parse = measure(rounds, [&] { made += read_json(body, {})->size(); });
        const double all =
            measure(rounds, [&] { made += mapping.records_of(sent, nullptr)->records.size(); });
        std::printf("%-20s %4zu octets: parse %5.1f us, parse and map %5.1f us   [%zu]\n",
                    delivery.at("record").at("type").get<std::string>().c_str(), body.size(), parse,
                    all, made);
    }
    return 0;
}

}  // namespace
}  // namespace waymark::server

int main(int count, char** arguments) {
    return waymark::server::run(count > 1 ? std::atoi(arguments[1]) : 50'000);
}
