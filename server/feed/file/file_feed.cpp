#include "server/feed/file/file_feed.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

#include "server/feed/loop_timer.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_path = 300;
constexpr std::size_t most_waiting = 50'000;
constexpr Duration oldest_taken = std::chrono::hours{24};

class FileAdapter : public Adapter {
public:
    FileAdapter(const FileSetup& setup, const AdapterContext& context)
        : inside_(std::make_shared<Inside>(setup, context)),
          watcher_(context.folder / setup.path,
                   [&io = context.io, inside = std::weak_ptr{inside_}](FileNews news) {
                       boost::asio::post(io, [inside, news = std::move(news)] {
                           if (const auto there = inside.lock()) there->feed.take(news);
                       });
                   }) {}

private:
    struct Inside {
        Inside(const FileSetup& setup, const AdapterContext& context)
            : courier(context.io, context.port, most_waiting, timers_of(context.io)),
              feed(setup, context.port, courier) {}
        BatchCourier courier;
        FileFeed feed;
    };

    std::shared_ptr<Inside> inside_;
    FileWatcher watcher_;  ///< ends first: it may be telling something
};

}  // namespace

bool FileFeed::is_old(Time changed) const {
    const auto heard = port_.heard();
    return (heard && *heard >= changed) || port_.now() - changed > oldest_taken;
}

void FileFeed::take(const FileNews& news) {
    if (!news) return port_.link(LinkState::failed, to_text(news.error()));
    const bool first = !last_;
    const bool same = last_ && news->octets == last_->octets;
    const bool later = last_ && news->changed != last_->changed;
    last_ = *news;
    if (same && last_was_good_) {
        if (later) port_.alive();
        return port_.link(LinkState::connected, "");
    }
    if (first && is_old(news->changed)) {
        last_was_good_ = true;
        return port_.link(LinkState::connected, "");
    }
    const std::string text = text_of_file(news->octets, setup_.encoding);
    const Time written = std::min(news->changed, port_.now());
    auto batch = setup_.mapping->records_of({.body = text, .received = written}, nullptr);
    last_was_good_ = batch.has_value();
    if (!batch) {
        port_.count("a file that can't be read", 1);
        return port_.link(LinkState::failed, "the file: " + to_text(batch.error()));
    }
    port_.link(LinkState::connected, "");
    port_.alive();
    courier_.put(std::move(*batch));
}

FileSetup read_file_setup(FileObject& entry) {
    FileSetup setup{.path = entry.text("path", longest_path)};
    if (const auto encoding = entry.find("encoding"))
        if (encoding->word({"utf-8", "windows-1252"}) == "windows-1252")
            setup.encoding = Encoding::windows1252;
    if (const auto mapping = entry.need("mapping"))
        setup.mapping = std::make_shared<const Mapping>(Mapping::read(*mapping));
    return setup;
}

MadeAdapter make_file_feed(const FileSetup& setup, const AdapterContext& context) {
    return std::make_unique<FileAdapter>(setup, context);
}

}  // namespace waymark::server
