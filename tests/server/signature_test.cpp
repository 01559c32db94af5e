#include "server/access/signature.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "server/access/sha256.hpp"
#include "shared/base/base64.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/octet_text.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;

const Time now = *from_rfc3339("2026-03-30T08:00:00Z");

Signature signature(const std::string& setup, const std::vector<std::string>& secrets,
                    const std::string& url) {
    test::SettingsObject settings{setup};
    auto read = read_signature_setup(settings.node());
    EXPECT_EQ(settings.problems(), "");
    auto made = Signature::with(read, secrets, url);
    EXPECT_TRUE(made) << to_text(made.error());
    return std::move(*made);
}

/// A delivery of a vendor that is signed rightly.
struct Signed {
    std::string vendor;
    std::string setup;
    std::string secret;
    std::string url;
    Headers headers;
    std::string body;
    std::string target = "/v1/feeds/tickets/deliveries?foo=1&bar=2";
};

void PrintTo(const Signed& row, std::ostream* out) {
    *out << row.vendor;
}

const std::string jira =
    R"({"header": "X-Hub-Signature", "algorithm": "sha256", "encoding": "hex",
        "prefix": "sha256=", "signed": "{body}"})";
const std::string zendesk =
    R"({"header": "X-Zendesk-Webhook-Signature", "algorithm": "sha256", "encoding": "base64",
        "prefix": "", "signed": "{header:X-Zendesk-Webhook-Signature-Timestamp}{body}"})";
const std::string zammad =
    R"({"header": "X-Hub-Signature", "algorithm": "sha1", "encoding": "hex", "prefix": "sha1=",
        "signed": "{body}"})";

const std::string twilio_json =
    R"({"header": "X-Twilio-Signature", "algorithm": "sha1", "encoding": "base64",
        "signed": "{url}", "body_sha256": {"query": "bodySHA256"}})";

/// The first deliveries of a simulated desk, in the vendor's form.
std::vector<Signed> deliveries(const std::string& vendor, const std::string& setup,
                               const std::string& secret) {
    std::ifstream file{WAYMARK_SOURCE_DIR "/tests/data/deliveries/" + vendor + ".jsonl"};
    std::vector<Signed> rows;
    for (std::string line; std::getline(file, line);) {
        const json row = json::parse(line);
        Signed read{vendor, setup, secret, "", {}, row["body"]};
        for (const auto& [name, value] : row["headers"].items())
            read.headers.emplace_back(in_lower_case(name), value);
        rows.push_back(std::move(read));
    }
    return rows;
}

const std::string issue = R"({"event":"new","item":{"id":7}})";

std::vector<Signed> all_signed() {
    std::vector<Signed> rows{
        {"GLPI",
         R"({"header": "X-GLPI-signature", "algorithm": "sha256", "encoding": "hex",
             "signed": "{body}{header:X-GLPI-timestamp}"})",
         "glpi-secret",
         "",
         {{"x-glpi-signature", "345ab7d2bfd6c06c83a0f29090cae5057b02de633db70058cdafe3fbacd0b59b"},
          {"x-glpi-timestamp", "1774857600"}},
         issue},
        {"GitHub",
         R"({"header": "X-Hub-Signature-256", "algorithm": "sha256", "encoding": "hex",
             "prefix": "sha256=", "signed": "{body}"})",
         "It's a Secret to Everybody",
         "",
         {{"x-hub-signature-256",
           "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}},
         "Hello, World!"},
        {"Standard Webhooks",
         R"({"header": "webhook-signature", "algorithm": "sha256", "encoding": "base64",
             "prefix": "v1,", "secret_encoding": "base64",
             "signed": "{header:webhook-id}.{header:webhook-timestamp}.{body}"})",
         "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
         "",
         {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
          {"webhook-timestamp", "1614265330"},
          {"webhook-signature",
           "v1a,old v1,Zm9yIGFub3RoZXIgc2VjcmV0 v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
         R"({"test": 2432232314})"},
        {"Twilio",
         R"({"header": "X-Twilio-Signature", "algorithm": "sha1", "encoding": "base64",
             "signed": "{url}{form}"})",
         "12345",
         "https://mycompany.com/myapp.php",
         {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"},
          {"x-twilio-signature", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="}},
         "To=%2B18005551212&Digits=1234&Caller=%2B12349013030&CallSid=CA1234567890ABCDE&"
         "From=%2B12349013030"},
        {"Twilio JSON",
         twilio_json,
         "12345",
         "https://mycompany.com/myapp.php",
         {{"content-type", "application/json"},
          {"x-twilio-signature", "a9nBmqA0ju/hNViExpshrM61xv4="}},
         R"({"property": "value", "boolean": true})",
         "/v1/feeds/phone/deliveries?foo=1&bar=2&bodySHA256="
         "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"},
        {"sha512",
         R"({"header": "x", "algorithm": "sha512", "encoding": "hex", "signed": "{body}"})",
         "k",
         "",
         {{"x",
           "BB49AE27DFACCD66B975044D9B63E9C530610775F5C33E68290C9338153CC738D8D57E409BB294EAD"
           "38009C1524DE624767B59A4065631EB1FED756B5A9AB546"}},
         issue},
        {"md5",
         R"({"header": "x", "algorithm": "md5", "encoding": "hex", "signed": "{body}"})",
         "k",
         "",
         {{"x", "cd5b40623f3e51a257ea40010c94f2c6"}},
         issue},
    };
    for (auto& some : {deliveries("jira", jira, "jira-test-secret"),
                       deliveries("zendesk", zendesk, "dGhpc19pc19hX3Rlc3Rfc2VjcmV0"),
                       deliveries("zammad", zammad, "zammad-test-secret")})
        rows.insert(rows.end(), some.begin(), some.end());
    return rows;
}

class VendorSignature : public testing::TestWithParam<Signed> {
protected:
    std::optional<ProofFailure> refused(const Headers& headers, const std::string& body) {
        return check_.refuse({headers, row.target, body, now});
    }
    const Signed& row = GetParam();
    Signature check_ = signature(row.setup, {"YW5vdGhlciBzZWNyZXQ=", row.secret}, row.url);
};

TEST_P(VendorSignature, OfTheirsIsGood) {
    const auto refusal = refused(row.headers, row.body);
    EXPECT_FALSE(refusal) << to_text(refusal->why);
}

TEST_P(VendorSignature, IsNotGoodForABodyWithAChangedOctet) {
    for (std::size_t i = 0; i < row.body.size(); ++i) {
        std::string body = row.body;
        body[i] = static_cast<char>(body[i] ^ 1);
        EXPECT_TRUE(refused(row.headers, body)) << i;
    }
    EXPECT_TRUE(refused(row.headers, row.body + "&x=y"));
    EXPECT_TRUE(refused(row.headers, ""));
}

TEST_P(VendorSignature, IsNotGoodWhenAnythingSignedIsChangedOrMissing) {
    for (std::size_t i = 0; i < row.headers.size(); ++i) {
        const std::string& name = row.headers[i].first;
        if (name.find("signature") == std::string::npos &&
            name.find("timestamp") == std::string::npos && name != "webhook-id")
            continue;
        Headers headers = row.headers;
        headers[i].second.back() = headers[i].second.back() == '0' ? '1' : '0';
        EXPECT_TRUE(refused(headers, row.body)) << name;
        headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_TRUE(refused(headers, row.body)) << "without " << name;
        headers = row.headers;
        headers.push_back(headers[i]);
        EXPECT_TRUE(refused(headers, row.body)) << name << " twice";
        headers[i].second = "";
        EXPECT_TRUE(refused(headers, row.body)) << name << " empty";
    }
}

INSTANTIATE_TEST_SUITE_P(Table, VendorSignature, testing::ValuesIn(all_signed()),
                         [](const auto& row) {
                             std::string name = row.param.vendor + std::to_string(row.index);
                             std::erase(name, ' ');
                             return name;
                         });

TEST(Signature, IsNotGoodUnderAnotherSecret) {
    const auto rows = deliveries("jira", jira, "");
    ASSERT_EQ(rows.size(), 10u);
    const auto refusal =
        signature(jira, {"jira-test-secre"}, "").refuse({rows[0].headers, "/", rows[0].body, now});
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->kind, ProofFailure::Kind::wrong);
    EXPECT_EQ(to_text(refusal->why),
              "x-hub-signature: does not fit what was sent; look at the secret on both sides");
}

TEST(Signature, TheUrlIsTheOneAskedForUnlessTheSenderWasGivenAnother) {
    const std::string setup =
        R"({"header": "x", "algorithm": "sha256", "encoding": "hex", "signed": "{url} {body}"})";
    const std::string_view text = "http://wall.example:8080/v1/feeds/a/deliveries?b=c body";
    const Headers headers{{"host", "wall.example:8080"},
                          {"x", to_hex(Hmac{HashAlgorithm::sha256, "s"}.of({&text, 1}))}};
    const PushedRequest request{headers, "/v1/feeds/a/deliveries?b=c", "body", now};
    EXPECT_FALSE(signature(setup, {"s"}, "").refuse(request));
    EXPECT_TRUE(signature(setup, {"s"}, "https://wall.example/").refuse(request));
}

/// What a delivery at this address with a body and its true signature is refused with; empty: not.
std::string refused_with_body_hash(const std::string& query, const std::string& body) {
    const std::string target = "/d" + query;
    const std::string text = "https://wall.example" + target;
    const std::string_view piece = text;
    const Headers headers{
        {"x-twilio-signature", to_base64(Hmac{HashAlgorithm::sha1, "token"}.of({&piece, 1}))}};
    const auto refusal = signature(twilio_json, {"token"}, "https://wall.example/d")
                             .refuse({headers, target, body, now});
    return refusal ? to_text(refusal->why) : "";
}

TEST(Signature, ASignedAddressSpeaksForTheBodyByItsHash) {
    const std::string body = R"([{"specversion":"1.0"}])";
    const std::string hash = sha256(body);
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + hash, body), "");
    EXPECT_EQ(refused_with_body_hash("?a=b&bodySHA256=" + hash + "&c", body), "");
    const std::string wrong =
        "bodySHA256: is not the SHA-256 hash of what was sent, in hexadecimal digits";
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + hash, body + " "), wrong);
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=", body), wrong);
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + hash.substr(1), body), wrong);
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + to_base64(*from_hex(hash)), body), wrong);
    for (const std::string query : {"", "?a=b", "?bodysha256="})
        EXPECT_EQ(refused_with_body_hash(query, body),
                  "bodySHA256: is needed in the address: the SHA-256 hash of what was sent")
            << query;
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + hash + "&bodySHA256=" + hash, body),
              "bodySHA256: stands twice in the address");
    EXPECT_EQ(refused_with_body_hash("?bodySHA256=" + sha256(""), ""), "") << "nothing, signed";
}

TEST(Signature, AHashInTheAddressThatWasPutThereLaterIsNotGood) {
    const std::string body = "[]";
    const std::string text = "https://wall.example/d";
    const std::string_view piece = text;
    const Headers headers{
        {"x-twilio-signature", to_base64(Hmac{HashAlgorithm::sha1, "token"}.of({&piece, 1}))}};
    const auto refusal = signature(twilio_json, {"token"}, text)
                             .refuse({headers, "/d?bodySHA256=" + sha256(body), body, now});
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->kind, ProofFailure::Kind::wrong);
}

class SignatureAge : public testing::Test {
protected:
    std::optional<ProofFailure> sent_at(const std::string& time, const std::string& format) {
        const Signature check = signature(
            R"({"header": "x", "algorithm": "sha256", "encoding": "hex", "signed": "{header:T}.{body}",
                "time": {"header": "T", "format": ")" +
                format + R"("}, "max_age": "5min"})",
            {"s"}, "");
        const std::string text = time + ".body";
        const std::string_view piece = text;
        const Headers headers{{"t", time},
                              {"x", to_hex(Hmac{HashAlgorithm::sha256, "s"}.of({&piece, 1}))}};
        return check.refuse({headers, "/", "body", now});
    }
};

TEST_F(SignatureAge, AnOldDeliveryIsNotTakenAgain) {
    EXPECT_FALSE(sent_at("2026-03-30T07:55:00Z", "rfc3339"));
    const auto replayed = sent_at("2026-03-30T07:54:59Z", "rfc3339");
    ASSERT_TRUE(replayed);
    EXPECT_EQ(replayed->kind, ProofFailure::Kind::too_old);
    EXPECT_EQ(to_text(replayed->why),
              "t: 2026-03-30T07:54:59.000Z is more than 300 s from 2026-03-30T08:00:00.000Z; look "
              "at the clocks");
    EXPECT_FALSE(sent_at("1774857600", "epoch_s"));
    EXPECT_TRUE(sent_at("1774857299", "epoch_s"));
    EXPECT_FALSE(sent_at("1774857900000", "epoch_ms"));
    EXPECT_TRUE(sent_at("1774857900001", "epoch_ms")) << "nor one from the future";
}

TEST_F(SignatureAge, ATimeThatIsNoneIsRefused) {
    for (const char* time : {"", "now", "-1", "1774857600.5", "99999999999999999999", "0x10",
                             "7258118400", "1774857600 "})
        EXPECT_TRUE(sent_at(time, "epoch_s")) << time;
    for (const char* time : {"1774857600", "2026-03-30T08:00:00", "2026-02-30T08:00:00Z"})
        EXPECT_TRUE(sent_at(time, "rfc3339")) << time;
}

struct BadSetup {
    std::string change;  ///< a JSON merge patch
    std::string problem;
};

class BadSignatureSetup : public testing::TestWithParam<BadSetup> {};

TEST_P(BadSignatureSetup, IsRefusedAtItsPlace) {
    json setup = json::parse(zendesk);
    setup.merge_patch(json::parse(GetParam().change));
    test::SettingsObject settings{setup.dump()};
    read_signature_setup(settings.node());
    EXPECT_EQ(settings.problems(), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadSignatureSetup,
    testing::Values(
        BadSetup{R"({"header": null})", R"(feeds.json /feeds/0: "header" is missing)"},
        BadSetup{R"({"algorithm": "sha3"})",
                 R"(feeds.json /feeds/0/algorithm: "sha3" is not known; did you mean "sha1"?)"},
        BadSetup{
            R"({"encoding": "text"})",
            R"(feeds.json /feeds/0/encoding: "text" is not known; allowed are "hex", "base64")"},
        BadSetup{
            R"({"signed": "{time}{body}"})",
            R"(feeds.json /feeds/0/signed: "{time}{body}" holds something unknown; allowed are {body}, {form}, {url} and {header:NAME})"},
        BadSetup{
            R"({"signed": "{body"})",
            R"(feeds.json /feeds/0/signed: "{body" holds something unknown; allowed are {body}, {form}, {url} and {header:NAME})"},
        BadSetup{
            R"({"signed": "{header:T}"})",
            R"(feeds.json /feeds/0/signed: "{header:T}" leaves out what is sent; {body} or {form} is needed, or {url} with "body_sha256")"},
        BadSetup{
            R"({"signed": "{url}"})",
            R"(feeds.json /feeds/0/signed: "{url}" leaves out what is sent; {body} or {form} is needed, or {url} with "body_sha256")"},
        BadSetup{
            R"({"signed": "{header:T}", "body_sha256": {"query": "h"}})",
            R"(feeds.json /feeds/0/signed: "{header:T}" leaves out what is sent; {body} or {form} is needed, or {url} with "body_sha256"
feeds.json /feeds/0/body_sha256: {"query":"h"} is not signed, so anybody could change it; "signed" has to hold {url})"},
        BadSetup{
            R"({"body_sha256": {"query": "h"}})",
            R"(feeds.json /feeds/0/body_sha256: {"query":"h"} is not signed, so anybody could change it; "signed" has to hold {url})"},
        BadSetup{R"({"signed": "{url}", "body_sha256": {}})",
                 R"(feeds.json /feeds/0/body_sha256: "query" is missing)"},
        BadSetup{
            R"({"signed": "{url}", "body_sha256": {"query": "h", "header": "h"}})",
            R"(feeds.json /feeds/0/body_sha256/header: "header" is no known key; allowed is "query")"},
        BadSetup{R"({"signed": "{url}", "body_sha256": "h"})",
                 R"(feeds.json /feeds/0/body_sha256: "h" is no object)"},
        BadSetup{R"({"max_age": "5min"})",
                 R"(feeds.json /feeds/0: "time" and "max_age" go together: one is missing)"},
        BadSetup{
            R"({"max_age": "5min", "time": {"header": "Date", "format": "rfc3339"}})",
            R"(feeds.json /feeds/0/time: {"format":"rfc3339","header":"Date"} is not signed, so anybody could change it; "signed" has to name it)"},
        BadSetup{
            R"({"max_age": "2d", "time": {"header": "X-Zendesk-Webhook-Signature-Timestamp", "format": "rfc3339"}})",
            R"(feeds.json /feeds/0/max_age: "2d" is out of range; allowed are "1s" to "1d")"},
        BadSetup{
            R"({"secret": "s"})",
            R"(feeds.json /feeds/0/secret: "secret" is no known key; allowed are "header", "algorithm", "encoding", "prefix", "body_sha256", "signed", "secret_encoding", "max_age", "time")"}));

TEST(Signature, ASecretThatIsNotWrittenAsSaidIsRefusedWithoutBeingTold) {
    test::SettingsObject settings{
        R"({"header": "x", "algorithm": "sha1", "encoding": "hex", "signed": "{body}",
            "secret_encoding": "base64"})"};
    const auto setup = read_signature_setup(settings.node());
    const auto made = Signature::with(setup, {"no base64 at all"}, "");
    ASSERT_FALSE(made);
    EXPECT_EQ(to_text(made.error()), "the secret is not written in base64");
}

}  // namespace
}  // namespace waymark::server
