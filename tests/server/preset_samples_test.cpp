#include <set>

#include <gmock/gmock.h>

#include "shared/base/octet_text.hpp"
#include "tests/support/mapping_try.hpp"
#include "tests/support/preset_feed.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::data_path;
using test::feed_of;
using test::is_push;
using test::read_document;
using test::settings_of;
using testing::IsEmpty;

std::string percent_encoded(const std::string& text) {
    std::string encoded;
    for (const unsigned char letter : text) {
        char octet[4];
        std::snprintf(octet, sizeof octet, "%%%02X", letter);
        encoded += octet;
    }
    return encoded;
}

/// What a system sends: a sample of tests/data/presets.
struct Sample {
    std::string preset;
    std::string name;
    json said;

    std::string body() const {
        const json& body = said.at("body");
        const std::string type = said.at("headers").at("Content-Type");
        if (type != "application/x-www-form-urlencoded") return body.dump();
        std::string form;
        for (const auto& [field, value] : body.items())
            form += (form.empty() ? "" : "&") + percent_encoded(field) + '=' +
                    percent_encoded(value.get<std::string>());
        return form;
    }
    std::vector<std::pair<std::string, std::string>> headers() const {
        std::vector<std::pair<std::string, std::string>> fields;
        for (const auto& [field, value] : said.at("headers").items())
            fields.emplace_back(in_lower_case(field), value);
        return fields;
    }
    /// As if the system had left out what stands at a JSON pointer.
    Sample without(const std::string& pointer) const {
        Sample other = *this;
        const json::json_pointer place{pointer};
        other.said.at("body").at(place.parent_pointer()).erase(place.back());
        return other;
    }
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
    return out << sample.preset << "/" << sample.name;
}

std::vector<Sample> all_samples() {
    std::vector<Sample> samples;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{data_path("presets")})
        if (entry.path().extension() == ".json")
            samples.push_back({entry.path().parent_path().filename(), entry.path().stem(),
                               read_document(entry.path())});
    std::ranges::sort(samples, {}, [](const Sample& one) { return one.preset + "/" + one.name; });
    return samples;
}

const json unproved{{"verify", nullptr}, {"auth", nullptr}};

test::Mapped push(PushFeed& feed, const Sample& sample, Time received) {
    const auto headers = sample.headers();
    const std::string body = sample.body();
    const auto batch = feed.open({headers, "/v1/feeds/a/deliveries", body, received});
    test::Mapped mapped;
    if (!batch) {
        mapped.error = to_text(batch.error().why);
        return mapped;
    }
    for (const Record& record : batch->records)
        mapped.records.push_back(json::parse(write_record(record)));
    for (const Rejection& rejection : batch->rejected)
        mapped.rejected.push_back(rejection.at + ": " + rejection.why);
    return mapped;
}

/// What a preset makes of a sample, of its own system or of another.
test::Mapped made_by(const std::string& preset, const Sample& sample, Time received) {
    if (!is_push(preset)) {
        const std::string body = sample.body();
        return test::map_message(test::mapping_of(settings_of(preset).at("mapping").dump()),
                                 {body, "application/json", sample.headers(), received, {}});
    }
    PushFeed feed = feed_of(preset, unproved);
    return push(feed, sample, received);
}

class PresetSample : public testing::TestWithParam<Sample> {};

TEST_P(PresetSample, MakesTheRecordsItStandsFor) {
    const Sample& sample = GetParam();
    test::Mapped made = made_by(sample.preset, sample, test::received);
    EXPECT_EQ(made.error, "");
    EXPECT_THAT(made.rejected, IsEmpty());
    // Ids that are made of all that a record says are none that people could write down.
    const json& wanted = sample.said.at("records");
    for (std::size_t i = 0; i < std::min(made.records.size(), wanted.size()); ++i)
        if (!wanted[i].contains("id")) made.records[i].erase("id");
    EXPECT_EQ(json(made.records), wanted) << json(made.records).dump(2);
}

TEST_P(PresetSample, ToldAgainMakesTheSameEvents) {
    const Sample& sample = GetParam();
    const test::Mapped once = made_by(sample.preset, sample, test::received);
    const test::Mapped again = made_by(sample.preset, sample, test::received + 1h);
    ASSERT_EQ(once.records.size(), again.records.size());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < once.records.size(); ++i) {
        const json& record = once.records[i];
        // Without a time of its own, only what says so is the same when it comes later.
        if (record.at("time") != again.records[i].at("time")) continue;
        EXPECT_EQ(record, again.records[i]);
        EXPECT_TRUE(!record.contains("id") || ids.insert(record.at("id")).second) << record;
    }
}

TEST_P(PresetSample, IsRefusedWithAReasonWhenSomethingNeededIsMissing) {
    const Sample& sample = GetParam();
    const auto whole = made_by(sample.preset, sample, test::received);
    for (const std::string pointer : sample.said.at("needed")) {
        const auto made = made_by(sample.preset, sample.without(pointer), test::received);
        EXPECT_EQ(made.error, "");
        EXPECT_LT(made.records.size(), whole.records.size()) << "without " << pointer;
        ASSERT_THAT(made.rejected, Not(IsEmpty())) << "without " << pointer;
        EXPECT_THAT(made.rejected.front(), testing::HasSubstr("missing"));
    }
}

TEST_P(PresetSample, OfAnotherSystemMakesNoRecords) {
    for (const std::string_view preset : preset_names()) {
        const std::string name{preset};
        if (name == GetParam().preset) continue;
        const auto made = made_by(name, GetParam(), test::received);
        EXPECT_EQ(json(made.records), json::array()) << "by " << preset;
    }
}

INSTANTIATE_TEST_SUITE_P(All, PresetSample, testing::ValuesIn(all_samples()), [](const auto& one) {
    std::string name = one.param.preset + "_" + one.param.name;
    std::ranges::replace(name, '-', '_');
    return name;
});

}  // namespace
}  // namespace waymark::server
