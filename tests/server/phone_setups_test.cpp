#include <gmock/gmock.h>

#include "server/feed/ami/ami_adapter.hpp"
#include "server/feed/freeswitch/freeswitch_adapter.hpp"
#include "server/feed/queue_log/queue_log_adapter.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(PhoneSetups, AnAsteriskIsReadWithItsDefaults) {
    test::SettingsObject settings{
        R"({"host": "pbx", "user": "waymark", "secret": {"env": "AMI_SECRET"}})"};
    const AmiSetup setup = read_ami_setup(settings.object());
    settings.object().finish();
    EXPECT_EQ(settings.problems(), "");
    EXPECT_EQ(setup.host, "pbx");
    EXPECT_EQ(setup.port, 5038);
    EXPECT_EQ(setup.secret.env, "AMI_SECRET");
    EXPECT_FALSE(setup.tls || setup.plain_login);
    EXPECT_TRUE(setup.tls_verify);
    EXPECT_THAT(setup.wrap_reasons, ElementsAre("Wrap-up"));
}

TEST(PhoneSetups, AnAsteriskOverTlsHasItsOwnPort) {
    test::SettingsObject settings{
        R"({"host": "pbx", "user": "waymark", "secret": {"file": "ami"}, "tls": true,
            "tls_verify": false, "tls_ca": "ca.pem", "queue_log": "/var/log/asterisk/queue_log",
            "plain_login": true, "wrap_reasons": ["Notes", "Mail"]})"};
    const AmiSetup setup = read_ami_setup(settings.object());
    settings.object().finish();
    EXPECT_EQ(settings.problems(), "");
    EXPECT_EQ(setup.port, 5039);
    EXPECT_FALSE(setup.tls_verify);
    EXPECT_EQ(setup.queue_log, "/var/log/asterisk/queue_log");
    EXPECT_THAT(setup.wrap_reasons, ElementsAre("Notes", "Mail"));
}

TEST(PhoneSetups, EverythingWrongIsSaidAtOnce) {
    test::SettingsObject settings{
        R"({"port": 70000, "secret": "open", "tls": "yes", "queue-log": "x"})"};
    read_ami_setup(settings.object());
    settings.object().finish();
    for (const char* words : {"\"host\" is missing", "/feeds/0/port: 70000", "\"user\" is missing",
                              "/feeds/0/secret: ", "/feeds/0/tls: \"yes\"", "/feeds/0/queue-log"})
        EXPECT_THAT(settings.problems(), HasSubstr(words));
}

TEST(PhoneSetups, AQueueLogNeedsItsPathAndAFreeswitchItsHostAndSecret) {
    test::SettingsObject log{R"({"path": "/var/log/asterisk/queue_log"})"};
    EXPECT_EQ(read_queue_log_setup(log.object()).path, "/var/log/asterisk/queue_log");
    EXPECT_EQ(log.problems(), "");
    test::SettingsObject freeswitch{R"({"host": "pbx", "secret": {"clear": "ClueCon"}})"};
    EXPECT_EQ(read_freeswitch_setup(freeswitch.object()).port, 8021);
    EXPECT_EQ(freeswitch.problems(), "");
    test::SettingsObject neither{"{}"};
    read_queue_log_setup(neither.object());
    read_freeswitch_setup(neither.object());
    for (const char* words :
         {"\"path\" is missing", "\"host\" is missing", "\"secret\" is missing"})
        EXPECT_THAT(neither.problems(), HasSubstr(words));
}

}  // namespace
}  // namespace waymark::server
