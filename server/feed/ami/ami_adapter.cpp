#include "server/feed/ami/ami_adapter.hpp"

#include "server/feed/ami/ami_session.hpp"
#include "server/feed/asterisk/phone_settings.hpp"
#include "server/feed/tcp/tcp_client.hpp"

namespace waymark::server {
namespace {

constexpr std::uint16_t tls_port = 5039;

}  // namespace

AmiSetup read_ami_setup(FileObject& object) {
    AmiSetup setup;
    setup.host = object.text("host", longest_host);
    setup.tls = object.flag("tls");
    setup.port = read_port(object, setup.tls ? tls_port : setup.port);
    setup.user = object.text("user", longest_user);
    if (const auto secret = object.need("secret")) setup.secret = read_secret(*secret);
    setup.plain_login = object.flag("plain_login");
    if (const auto verify = object.find("tls_verify")) setup.tls_verify = verify->flag();
    setup.tls_ca = object.text_or_none("tls_ca", longest_path);
    setup.queue_log = object.text_or_none("queue_log", longest_path);
    setup.wrap_reasons = read_wrap_reasons(object);
    return setup;
}

MadeAdapter make_ami(const AmiSetup& setup, const AdapterContext& context) {
    auto secret = reveal(setup.secret, context.folder, context.environment);
    if (!secret) return tl::unexpected(secret.error());
    AmiSession::Options options{
        {setup.user, std::move(*secret), setup.tls || setup.plain_login},
        {.max_wait = context.max_wait, .wrap_reasons = setup.wrap_reasons},
        setup.queue_log.empty() ? std::filesystem::path{} : context.folder / setup.queue_log};
    TcpPeer peer{.host = setup.host,
                 .port = setup.port,
                 .tls = setup.tls,
                 .verify = setup.tls_verify,
                 .ca_file = setup.tls_ca.empty() ? "" : (context.folder / setup.tls_ca).string()};
    return std::make_unique<TcpClient>(
        context.io, std::move(peer), std::make_unique<AmiSession>(std::move(options), context.port),
        context.port);
}

}  // namespace waymark::server
