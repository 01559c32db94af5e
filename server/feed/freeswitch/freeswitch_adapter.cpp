#include "server/feed/freeswitch/freeswitch_adapter.hpp"

#include "server/feed/asterisk/phone_settings.hpp"
#include "server/feed/freeswitch/freeswitch_session.hpp"
#include "server/feed/tcp/tcp_client.hpp"

namespace waymark::server {

FreeswitchSetup read_freeswitch_setup(FileObject& object) {
    FreeswitchSetup setup;
    setup.host = object.text("host", longest_host);
    setup.port = read_port(object, setup.port);
    if (const auto secret = object.need("secret")) setup.secret = read_secret(*secret);
    return setup;
}

MadeAdapter make_freeswitch(const FreeswitchSetup& setup, const AdapterContext& context) {
    auto password = reveal(setup.secret, context.folder, context.environment);
    if (!password) return tl::unexpected(password.error());
    return std::make_unique<TcpClient>(
        context.io, TcpPeer{.host = setup.host, .port = setup.port},
        std::make_unique<FreeswitchSession>(std::move(*password), context.port), context.port);
}

}  // namespace waymark::server
