#include "server/access/delivery_proof.hpp"

#include <map>

#include <gmock/gmock.h>

#include "shared/base/base64.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;
using Kind = ProofFailure::Kind;

const Environment environment = [](const std::string& name) -> const char* {
    static const std::map<std::string, std::string> variables{
        {"NEW", "new password"}, {"OLD", "old:password"}, {"EMPTY", ""}};
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
};

class Proof : public testing::Test {
protected:
    void with(const std::string& settings_text) {
        test::SettingsObject settings{settings_text};
        const ProofSetup setup = read_proof_setup(settings.object());
        settings.object().finish();
        ASSERT_EQ(settings.problems(), "");
        auto made = DeliveryProof::with(setup, "/", environment);
        ASSERT_TRUE(made) << to_text(made.error());
        proof = std::move(*made);
    }
    std::optional<Kind> refused(const Headers& headers, const std::string& target) {
        const auto refusal = proof.refuse({headers, target, "{}", Time{}});
        if (!refusal) return std::nullopt;
        EXPECT_EQ(refusal->why.what.find("password"), std::string::npos) << "a secret is told";
        return refusal->kind;
    }
    static Headers basic(const std::string& user_and_password) {
        return {{"authorization", "Basic " + to_base64(user_and_password)}};
    }

    DeliveryProof proof;
};

TEST_F(Proof, ByUserAndPassword) {
    with(R"({"auth": {"basic": "collectd"}, "secret": [{"env": "NEW"}, {"env": "OLD"}]})");
    EXPECT_EQ(proof.challenge(), R"(Basic realm="waymark", charset="UTF-8")");
    EXPECT_EQ(refused(basic("collectd:new password"), "/"), std::nullopt);
    EXPECT_EQ(refused(basic("collectd:old:password"), "/"), std::nullopt)
        << "while the secret is changed both are good";
    EXPECT_EQ(refused({{"authorization", "bAsIc " + to_base64("collectd:new password")}}, "/"),
              std::nullopt);
    for (const char* wrong : {"collectd:new passworD", "collectd:", "Collectd:new password",
                              "new password", "collectd:new password ", ":"})
        EXPECT_EQ(refused(basic(wrong), "/"), Kind::wrong) << wrong;
    EXPECT_EQ(refused({}, "/"), Kind::missing);
    for (const char* wrong : {"Basic", "Basic !!!", "Bearer new password", "basic"})
        EXPECT_EQ(refused({{"authorization", wrong}}, "/"), Kind::missing) << wrong;
    Headers twice = basic("collectd:new password");
    twice.push_back(twice[0]);
    EXPECT_EQ(refused(twice, "/"), Kind::missing) << "which of them would count?";
}

TEST_F(Proof, ByATokenInTheAddress) {
    with(R"({"auth": {"query": "token"}, "secret": {"env": "NEW"}})");
    EXPECT_EQ(proof.challenge(), "");
    EXPECT_EQ(refused({}, "/v1/feeds/a/deliveries?x=1&token=new+password"), std::nullopt);
    EXPECT_EQ(refused({}, "/v1/feeds/a/deliveries?token=new%20password"), std::nullopt);
    EXPECT_EQ(refused({}, "/?token=new"), Kind::wrong);
    EXPECT_EQ(refused({}, "/?token="), Kind::wrong);
    EXPECT_EQ(refused({}, "/?Token=new+password"), Kind::missing);
    EXPECT_EQ(refused({}, "/token=new+password"), Kind::missing);
}

TEST_F(Proof, ByAHeaderOfTheirs) {
    with(R"({"auth": {"header": "X-Gitlab-Token"}, "secret": {"clear": "new password"}})");
    EXPECT_EQ(refused({{"x-gitlab-token", "new password"}}, "/"), std::nullopt);
    EXPECT_EQ(refused({{"x-gitlab-token", "new passwor"}}, "/"), Kind::wrong);
    EXPECT_EQ(refused({{"x-gitlab-token", ""}}, "/"), Kind::wrong);
    EXPECT_EQ(refused({}, "/"), Kind::missing);
}

TEST_F(Proof, IsNotAskedForWhereNothingSaysSo) {
    with(R"({"verify": null, "auth": null})");
    EXPECT_FALSE(proof.asks());
    EXPECT_EQ(refused({}, "/"), std::nullopt);
}

TEST(ProofSecrets, ThatAreNotThereAreNamed) {
    for (const auto& [secret, problem] : std::map<std::string, std::string>{
             {R"({"env": "NOTHING"})", "NOTHING: is not set in the environment"},
             {R"({"env": "EMPTY"})", "EMPTY: holds an empty secret"}}) {
        test::SettingsObject settings{R"({"auth": {"query": "t"}, "secret": )" + secret + "}"};
        const auto made =
            DeliveryProof::with(read_proof_setup(settings.object()), "/", environment);
        ASSERT_FALSE(made);
        EXPECT_EQ(to_text(made.error()), problem);
    }
}

struct BadProof {
    std::string settings;
    std::string problem;
};

class BadProofSetup : public testing::TestWithParam<BadProof> {};

TEST_P(BadProofSetup, IsRefusedAtItsPlace) {
    test::SettingsObject settings{GetParam().settings};
    read_proof_setup(settings.object());
    EXPECT_EQ(settings.problems(), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadProofSetup,
    testing::Values(
        BadProof{R"({"auth": {"query": "t"}})",
                 R"(feeds.json /feeds/0: "secret" is missing; "verify" and "auth" need it)"},
        BadProof{
            R"({"secret": {"env": "A"}})",
            R"(feeds.json /feeds/0/secret: is used for nothing; "verify" or "auth" is needed with it)"},
        BadProof{
            R"({"auth": {"query": "t", "header": "h"}, "secret": {"env": "A"}})",
            R"(feeds.json /feeds/0/auth: holds 2 ways to show a secret; exactly one of "basic", "query" and "header" is allowed)"},
        BadProof{R"({"auth": {}, "secret": {"env": "A"}})",
                 "feeds.json /feeds/0/auth: holds 0 ways to show a secret; exactly one of "
                 "\"basic\", \"query\" and \"header\" is allowed\nfeeds.json /feeds/0/secret: is "
                 "used for nothing; \"verify\" or \"auth\" is needed with it"},
        BadProof{R"({"auth": {"basic": "a:b"}, "secret": {"env": "A"}})",
                 R"(feeds.json /feeds/0/auth/basic: "a:b" holds a colon, which no user name may)"},
        BadProof{
            R"({"auth": {"query": "t"}, "secret": {}})",
            R"(feeds.json /feeds/0/secret: holds 0 places of a secret; exactly one of "env", "file" and "clear" is allowed)"},
        BadProof{R"({"auth": {"query": "t"}, "secret": []})",
                 R"(feeds.json /feeds/0/secret: [] is empty; at least one secret is needed)"},
        BadProof{
            R"({"url": "https://a/?b"})",
            R"(feeds.json /feeds/0/url: "https://a/?b" is no address; allowed are http://... and https://..., without a query)"},
        BadProof{
            R"({"auth": {"query": "t"}, "secret": {"env": "A"}, "verify": {"header": "x", "algorithm": "sha1", "encoding": "hex", "signed": "{body}"}})",
            R"(feeds.json /feeds/0/auth: {"query":"t"} does not go with "verify": one secret is not both shown and signed with; "verify": null leaves a preset's out)"}));

}  // namespace
}  // namespace waymark::server
