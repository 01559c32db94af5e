#include "server/notify/notifier.hpp"

#include "server/fetch/url.hpp"

namespace waymark::server {
namespace {

bool wants(const NotifyTarget& target, const Notice& notice) {
    if (!target.events.contains(notice.kind)) return false;
    if (notice.kind != NoticeKind::status || target.kpis.empty()) return true;
    return notice.subject == "kpi" && target.kpis.contains({notice.id});
}

}  // namespace

Notifier::Notifier(boost::asio::io_context& io, Fetcher& fetcher, std::filesystem::path folder,
                   Environment environment, std::function<Time()> clock, Log log)
    : io_(io),
      fetcher_(fetcher),
      folder_(std::move(folder)),
      environment_(std::move(environment)),
      clock_(std::move(clock)),
      log_(std::move(log)) {}

Result<WebhookTarget> Notifier::reveal_target(const NotifyTarget& target) const {
    WebhookTarget revealed{.id = target.id};
    const auto url = reveal(target.url, folder_, environment_);
    if (!url) return tl::unexpected(url.error());
    if (!is_web_url(*url)) return failure("url", "is no address of http:// or https://");
    revealed.url = *url;
    if (!target.secret.none()) {
        const auto secret = reveal(target.secret, folder_, environment_);
        if (!secret) return tl::unexpected(secret.error());
        if (const auto usable = signature_of(*secret, "", 0, ""); !usable)
            return tl::unexpected(usable.error());
        revealed.secret = *secret;
    }
    if (target.allow_local) revealed.reach = Reach::anywhere;
    return revealed;
}

std::vector<std::string> Notifier::apply(const NotifySetup& setup) {
    watch_.set_delays(setup.feed_down_after, setup.screen_down_after);
    link_ = setup.link;
    std::map<std::string, Told> targets;
    std::vector<std::string> problems;
    for (const NotifyTarget& target : setup.targets) {
        const auto known = targets_.find(target.id);
        if (known != targets_.end() && known->second.setup == target) {
            targets.insert(targets_.extract(known));
            continue;
        }
        auto revealed = reveal_target(target);
        if (!revealed) {
            problems.push_back(std::string{notifications_file} + ": target \"" + target.id +
                               "\": " + to_text(revealed.error()));
            continue;
        }
        targets.emplace(target.id,
                        Told{target, std::make_unique<Webhook>(io_, fetcher_, clock_,
                                                               std::move(*revealed), log_)});
    }
    targets_ = std::move(targets);
    return problems;
}

void Notifier::look(const Board& board, const std::set<ScreenId>& present) {
    for (const Notice& notice : watch_.look(board, present, clock_()))
        for (auto& [id, told] : targets_)
            if (wants(told.setup, notice))
                told.webhook->post(notice.message_id,
                                   body_of(notice, board.desk.name, link_, told.setup.text_only));
}

WebhookCounts Notifier::counts() const {
    WebhookCounts sum;
    for (const auto& [id, told] : targets_) {
        const WebhookCounts one = told.webhook->counts();
        sum.delivered += one.delivered;
        sum.given_up += one.given_up;
        sum.dropped += one.dropped;
        sum.waiting += one.waiting;
    }
    return sum;
}

}  // namespace waymark::server
