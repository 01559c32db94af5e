#include "server/notify/notifier.hpp"

#include <algorithm>

#include <spdlog/logger.h>

#include "server/fetch/url.hpp"

namespace waymark::server {
namespace {

constexpr std::string_view watch_note = "notify/watch";

bool wants(const NotifyTarget& target, const Notice& notice) {
    if (!target.events.contains(notice.kind)) return false;
    if (notice.kind != NoticeKind::status || target.kpis.empty()) return true;
    return notice.subject == "kpi" && target.kpis.contains({notice.id});
}

}  // namespace

Notifier::Notifier(MakeTimer make_timer, Fetcher& fetcher, Store& store,
                   const std::vector<Note>& kept, std::filesystem::path folder,
                   Environment environment, std::function<Time()> clock, Log log)
    : make_timer_(std::move(make_timer)),
      fetcher_(fetcher),
      store_(store),
      folder_(std::move(folder)),
      environment_(std::move(environment)),
      clock_(std::move(clock)),
      log_(std::move(log)) {
    for (const Note& note : kept) {
        if (note.name == watch_note) watch_.recall(watched_ = note.text);
        if (auto unsent = unsent_from(note))
            unsent_[unsent->first].push_back(std::move(unsent->second));
    }
    for (auto& [target, messages] : unsent_)
        std::ranges::sort(messages, {}, [](const Unsent& message) {
            return std::pair{message.made, message.number};
        });
}

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

std::unique_ptr<Webhook> Notifier::make_webhook(WebhookTarget target) {
    const std::string id = target.id;
    auto webhook = std::make_unique<Webhook>(
        make_timer_, fetcher_, clock_, std::move(target),
        WebhookListener{
            .failed = [this, id](const Unsent& message) { put({note_of(id, message)}); },
            .done =
                [this, id](const std::string& message) {
                    put({{note_name(id, message), ""}});
                }},
        log_);
    for (Unsent& message : std::exchange(unsent_[id], {}))
        webhook->post(std::move(message));
    return webhook;
}

std::vector<std::string> Notifier::apply(const NotifySetup& setup) {
    watch_.set_delays(setup.feed_down_after, setup.screen_down_after);
    link_ = setup.link;
    std::map<std::string, Told> targets;
    std::vector<std::string> problems;
    for (const NotifyTarget& target : setup.targets) {
        const auto known = targets_.find(target.id);
        if (known != targets_.end() && known->second.setup == target)
            targets.insert(targets_.extract(known));
    }
    for (auto& [id, told] : targets_)
        unsent_[id] = told.webhook->take_unsent();
    targets_ = std::move(targets);
    forget_other_targets(setup);
    for (const NotifyTarget& target : setup.targets) {
        if (targets_.contains(target.id)) continue;
        auto revealed = reveal_target(target);
        if (revealed)
            targets_.emplace(target.id, Told{target, make_webhook(std::move(*revealed))});
        else
            problems.push_back(std::string{notifications_file} + ": target \"" + target.id +
                               "\": " + to_text(revealed.error()));
    }
    return problems;
}

void Notifier::forget_other_targets(const NotifySetup& setup) {
    std::erase_if(unsent_, [&](const auto& waiting) {
        const auto& [id, messages] = waiting;
        if (std::ranges::find(setup.targets, id, &NotifyTarget::id) != setup.targets.end())
            return false;
        std::vector<Note> gone;
        for (const Unsent& message : messages)
            gone.push_back({note_name(id, message.id), ""});
        put(std::move(gone));
        return true;
    });
}

void Notifier::look(const Board& board, const std::set<ScreenId>& present) {
    const Time now = clock_();
    std::vector<Outgoing> messages;
    std::vector<Note> notes;
    for (const Notice& notice : watch_.look(board, present, now))
        for (const auto& [id, told] : targets_) {
            if (!wants(told.setup, notice)) continue;
            messages.push_back(
                {id,
                 {.id = notice.message_id,
                  .body = body_of(notice, board.desk.name, link_, told.setup.text_only),
                  .made = now,
                  .number = ++made_}});
            notes.push_back(note_of(id, messages.back().message));
        }
    if (std::string memory = watch_.memory(); memory != watched_) {
        watched_ = memory;
        notes.push_back({std::string{watch_note}, std::move(memory)});
    }
    if (notes.empty()) return;
    // Sent only once it is kept: told again after a restart, it is known by its id.
    store_.put_notes(std::move(notes),
                     [this, messages = std::move(messages)](const Result<void>& kept) mutable {
                         // Not remembered is better than not told.
                         if (!kept) watched_.clear();
                         if (!kept && !messages.empty())
                             log_->warn("notifications are not kept: {}", to_text(kept.error()));
                         post(std::move(messages));
                     });
}

void Notifier::post(std::vector<Outgoing> messages) {
    for (Outgoing& one : messages) {
        const auto told = targets_.find(one.target);
        if (told == targets_.end())
            unsent_[one.target].push_back(std::move(one.message));
        else
            told->second.webhook->post(std::move(one.message));
    }
}

void Notifier::put(std::vector<Note> notes) {
    if (notes.empty()) return;
    store_.put_notes(std::move(notes), [](const Result<void>&) {});
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
