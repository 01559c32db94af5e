#include <array>

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "shared/base/octet_text.hpp"
#include "shared/protocol/record_codec.hpp"
#include "tests/support/mapping_try.hpp"
#include "tests/support/preset_feed.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::data_path;
using test::feed_of;
using testing::IsEmpty;
using Headers = std::vector<std::pair<std::string, std::string>>;

/// Deliveries of a simulated desk as three systems send and sign them, with what happened.
struct Vendor {
    std::string preset;
    std::string secret;
    std::string data;
    std::string ticket_prefix;
};

std::ostream& operator<<(std::ostream& out, const Vendor& vendor) {
    return out << vendor.preset;
}

class SignedDelivery : public testing::TestWithParam<Vendor> {};

TEST_P(SignedDelivery, IsProvedAndTellsWhatHappened) {
    const auto& [preset, secret, name, prefix] = GetParam();
    PushFeed feed = feed_of(preset, {{"secret", {{"clear", secret}}}});
    std::ifstream file(data_path("mapping/" + name + ".deliveries.jsonl"));
    int count = 0;
    for (std::string line; std::getline(file, line); ++count) {
        const json delivery = json::parse(line);
        std::vector<std::pair<std::string, std::string>> headers;
        for (const auto& [field, value] : delivery.at("headers").items())
            headers.emplace_back(in_lower_case(field), value);
        const std::string body = delivery.at("body");
        const auto batch = feed.open({headers, "/", body, test::received});
        ASSERT_TRUE(batch) << to_text(batch.error().why);
        EXPECT_THAT(batch->rejected, IsEmpty());
        const json& happened = delivery.at("record");
        ASSERT_EQ(batch->records.size(), happened.is_null() ? 0u : 1u) << body;
        for (const auto& [field, value] : happened.items()) {
            if (field == "id") continue;
            const json made = json::parse(write_record(batch->records[0]));
            const json wanted = field == "ticket" ? json(prefix + value.get<std::string>()) : value;
            EXPECT_EQ(made.value(field, json{}), wanted) << field << " of " << body;
        }
        std::string changed = body;
        changed[changed.size() / 2] ^= 1;
        EXPECT_FALSE(feed.open({headers, "/", changed, test::received}));
    }
    EXPECT_GE(count, 10);
}

INSTANTIATE_TEST_SUITE_P(All, SignedDelivery,
                         testing::Values(Vendor{"jira", "jira-test-secret", "jira", "DESK-"},
                                         Vendor{"zendesk-events", "dGhpc19pc19hX3Rlc3Rfc2VjcmV0",
                                                "zendesk", ""},
                                         Vendor{"zammad", "zammad-test-secret", "zammad", ""}));

/// As Twilio signs, by OpenSSL alone.
std::string twilio_signature(const std::string& text) {
    const std::string token = "a made-up auth token";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    HMAC(EVP_sha1(), token.data(), static_cast<int>(token.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data(), &length);
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> base64{};
    const int size = EVP_EncodeBlock(base64.data(), hash.data(), static_cast<int>(length));
    return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(size)};
}

std::string sha256_in_hex(const std::string& text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
    return to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

class TwilioDelivery : public testing::Test {
protected:
    TwilioDelivery(const std::string& preset, const std::string& type)
        : feed(feed_of(preset, {{"secret", {{"clear", "a made-up auth token"}}}, {"url", url}})),
          headers{{"content-type", type}, {"x-twilio-signature", ""}} {}

    bool takes(const std::string& target, const std::string& body) {
        return feed.open({headers, target, body, test::received}).has_value();
    }
    /// Nothing of what was sent may be another.
    void expect_no_change_is_taken(const std::string& target, const std::string& body) {
        ASSERT_TRUE(takes(target, body));
        for (std::size_t i = 0; i < body.size(); ++i) {
            std::string changed = body;
            changed[i] ^= 1;
            EXPECT_FALSE(takes(target, changed)) << changed;
        }
        for (std::size_t i = target.find('?'); i < target.size(); ++i) {
            std::string changed = target;
            changed[i] ^= 1;
            EXPECT_FALSE(takes(changed, body)) << changed;
        }
        EXPECT_FALSE(takes(target, ""));
        EXPECT_FALSE(takes(target, body + body));
        EXPECT_FALSE(takes(target.substr(0, target.find('?')), body));
    }

    std::string url = "https://wall.example/v1/feeds/phone/deliveries";
    PushFeed feed;
    Headers headers;
};

class TwilioEventStream : public TwilioDelivery {
protected:
    TwilioEventStream() : TwilioDelivery("twilio-cloudevents", "application/json") {}

    /// The address Twilio goes on to, which speaks for the body; the signature goes along.
    std::string sign(const std::string& query, const std::string& sent) {
        const std::string more = "?" + query + "bodySHA256=" + sha256_in_hex(sent);
        headers[1].second = twilio_signature(url + more);
        return "/v1/feeds/phone/deliveries" + more;
    }
    const std::string body =
        test::read_document(data_path("presets/twilio-cloudevents/offered.json")).at("body").dump();
};

TEST_F(TwilioEventStream, IsProvedByTheSignedHashOfItsBody) {
    EXPECT_TRUE(takes(sign("", body), body));
    const std::string target = sign("sink=1&", body);
    const auto batch = feed.open({headers, target, body, test::received});
    ASSERT_TRUE(batch) << to_text(batch.error().why);
    ASSERT_EQ(batch->records.size(), 1u);
    EXPECT_EQ(batch->records[0].type, "contact.offered");
    expect_no_change_is_taken(target, body);
}

TEST_F(TwilioEventStream, WithAnotherBodysHashIsRefused) {
    const std::string other = sign("", "[]");
    EXPECT_FALSE(takes(other, body)) << "an address seen once is good for its own body only";
    const std::string unsigned_target = sign("", body);
    headers[1].second = twilio_signature(url);
    EXPECT_FALSE(takes(unsigned_target, body)) << "a hash that anybody put there";
}

class TwilioCallback : public TwilioDelivery {
protected:
    TwilioCallback() : TwilioDelivery("twilio-form", "application/x-www-form-urlencoded") {}
};

TEST_F(TwilioCallback, IsProvedByItsAddressAndSortedFields) {
    headers[1].second = twilio_signature(
        url + "?desk=1" +
        "EventTypetask-queue.enteredSidEV1TaskQueueNameIT & HRTaskSidWT1TimestampMs1774857600000"
        "WorkspaceSidWS1");
    expect_no_change_is_taken("/v1/feeds/phone/deliveries?desk=1",
                              "WorkspaceSid=WS1&EventType=task-queue.entered&Sid=EV1&TaskSid=WT1&"
                              "TaskQueueName=IT+%26+HR&TimestampMs=1774857600000");
}

class BinaryCloudEvent : public testing::Test {
protected:
    std::vector<std::string> ids_of(const Headers& headers) {
        const auto batch = feed.open({headers, "/", body, test::received});
        EXPECT_TRUE(batch);
        rejected = batch->rejected.size();
        std::vector<std::string> ids;
        for (const Record& record : batch->records)
            ids.push_back(record.id);
        return ids;
    }

    const std::string body = R"({"contact": "c", "queue": "q"})";
    const Headers whole{{"content-type", "application/json"},
                        {"ce-specversion", "1.0"},
                        {"ce-type", "contact.offered"},
                        {"ce-source", "/pbx"},
                        {"ce-id", "7"}};
    PushFeed feed = feed_of("cloudevents-binary", json::object());
    std::size_t rejected = 0;
};

TEST_F(BinaryCloudEvent, IsTheSameWhenItsSourceAndIdAre) {
    using testing::ElementsAre;
    EXPECT_THAT(ids_of(whole), ElementsAre("/pbx/7"));
    EXPECT_THAT(ids_of(whole), ElementsAre("/pbx/7"));
    Headers other = whole;
    other[4].second = "8";
    EXPECT_THAT(ids_of(other), ElementsAre("/pbx/8"));
}

TEST_F(BinaryCloudEvent, WithoutAnAttributeMakesNothing) {
    for (std::size_t i = 1; i < whole.size(); ++i) {
        Headers without = whole;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_THAT(ids_of(without), IsEmpty()) << whole[i].first;
        const bool names_it = whole[i].first == "ce-source" || whole[i].first == "ce-id";
        EXPECT_EQ(rejected, names_it ? 1u : 0u) << whole[i].first;
    }
}

}  // namespace
}  // namespace waymark::server
