#include "server/fetch/fetcher.hpp"

#include <csignal>
#include <map>
#include <mutex>
#include <thread>

#include <curl/curl.h>
#include <pthread.h>

#include "server/fetch/transfer.hpp"

namespace waymark::server {
namespace {

/// Signals are the server thread's; a broken pipe is an error of its connection.
void block_signals() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

/// Who waits for what. Server thread only.
class Fetching::Waiting {
public:
    explicit Waiting(std::function<void(std::uint64_t)> cancel) : cancel_(std::move(cancel)) {}

    std::uint64_t add(std::function<void(Fetched)> done) {
        done_.emplace(++last_, std::move(done));
        return last_;
    }
    void finish(std::uint64_t number, Fetched fetched) {
        const auto found = done_.extract(number);
        if (found) found.mapped()(std::move(fetched));
    }
    void cancel(std::uint64_t number) {
        if (done_.erase(number) > 0) cancel_(number);
    }

private:
    std::function<void(std::uint64_t)> cancel_;
    std::map<std::uint64_t, std::function<void(Fetched)>> done_;
    std::uint64_t last_ = 0;
};

Fetching::Fetching(std::weak_ptr<Waiting> waiting, std::uint64_t number)
    : waiting_(std::move(waiting)), number_(number) {}
Fetching::Fetching(Fetching&& other) noexcept
    : waiting_(std::move(other.waiting_)), number_(other.number_) {}
Fetching& Fetching::operator=(Fetching&& other) noexcept {
    if (this == &other) return *this;
    cancel();
    waiting_ = std::move(other.waiting_);
    number_ = other.number_;
    return *this;
}
Fetching::~Fetching() {
    cancel();
}

void Fetching::cancel() {
    if (const auto waiting = waiting_.lock()) waiting->cancel(number_);
}

/// The thread. What it is told to do comes through `orders_`; all else is its own.
class Fetcher::Worker {
public:
    using Take = std::function<void(std::uint64_t, Fetched)>;

    /// `take` is called on the worker's thread.
    explicit Worker(Take take) : take_(std::move(take)), thread_([this] { run(); }) {
        pthread_setname_np(thread_.native_handle(), "fetch");
    }
    ~Worker() {
        order([](Orders& orders) { orders.over = true; });
        thread_.join();
    }

    void start(std::uint64_t number, FetchRequest request) {
        order([&](Orders& orders) { orders.begin.emplace(number, std::move(request)); });
    }
    void cancel(std::uint64_t number) {
        order([&](Orders& orders) {
            if (orders.begin.erase(number) == 0) orders.cancel.push_back(number);
        });
    }

private:
    struct Orders {
        std::map<std::uint64_t, FetchRequest> begin;
        std::vector<std::uint64_t> cancel;
        bool over = false;
    };
    struct Release {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };

    void order(const auto& change) {
        {
            const std::lock_guard lock{mutex_};
            change(orders_);
        }
        curl_multi_wakeup(multi_.get());
    }

    void run() {
        block_signals();
        while (obey()) {
            int running = 0;
            curl_multi_perform(multi_.get(), &running);
            if (collect()) continue;
            constexpr int idle_ms = 60'000;  // libcurl's own deadlines come before that
            curl_multi_poll(multi_.get(), nullptr, 0, idle_ms, nullptr);
        }
        while (!transfers_.empty())
            drop(transfers_.begin()->first);
    }

    /// False when all is over.
    bool obey() {
        Orders orders;
        {
            const std::lock_guard lock{mutex_};
            std::swap(orders, orders_);
        }
        for (const std::uint64_t number : orders.cancel)
            drop(number);
        for (auto& [number, request] : orders.begin) {
            auto transfer = std::make_unique<Transfer>(std::move(request));
            numbers_[transfer->handle()] = number;
            curl_multi_add_handle(multi_.get(), transfer->handle());
            transfers_[number] = std::move(transfer);
        }
        return !orders.over;
    }

    /// Whether there is more to do at once.
    bool collect() {
        bool again = false;
        int left = 0;
        while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* const handle = message->easy_handle;
            const CURLcode code = message->data.result;
            const std::uint64_t number = numbers_.at(handle);
            curl_multi_remove_handle(multi_.get(), handle);
            numbers_.erase(handle);
            Transfer& transfer = *transfers_.at(number);
            if (auto fetched = transfer.finish(code)) {
                transfers_.erase(number);
                take_(number, std::move(*fetched));
                continue;
            }
            numbers_[transfer.handle()] = number;
            curl_multi_add_handle(multi_.get(), transfer.handle());
            again = true;
        }
        return again;
    }

    void drop(std::uint64_t number) {
        const auto found = transfers_.find(number);
        if (found == transfers_.end()) return;
        curl_multi_remove_handle(multi_.get(), found->second->handle());
        numbers_.erase(found->second->handle());
        transfers_.erase(found);
    }

    Take take_;
    std::unique_ptr<CURLM, Release> multi_{curl_multi_init()};
    std::map<std::uint64_t, std::unique_ptr<Transfer>> transfers_;
    std::map<void*, std::uint64_t> numbers_;
    std::mutex mutex_;
    Orders orders_;  ///< under the mutex
    std::thread thread_;
};

Fetcher::Fetcher(std::function<void(std::function<void()>)> post) {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(once);
    auto back = std::make_shared<std::weak_ptr<Fetching::Waiting>>();
    worker_ = std::make_shared<Worker>(
        [post = std::move(post), back](std::uint64_t number, Fetched fetched) {
            auto held = std::make_shared<Fetched>(std::move(fetched));
            post([back, number, held] {
                if (const auto waiting = back->lock()) waiting->finish(number, std::move(*held));
            });
        });
    waiting_ = std::make_shared<Fetching::Waiting>(
        [worker = std::weak_ptr{worker_}](std::uint64_t number) {
            if (const auto alive = worker.lock()) alive->cancel(number);
        });
    *back = waiting_;
}

Fetcher::~Fetcher() {
    waiting_.reset();
    worker_.reset();
}

Fetching Fetcher::fetch(FetchRequest request, std::function<void(Fetched)> done) {
    const std::uint64_t number = waiting_->add(std::move(done));
    worker_->start(number, std::move(request));
    return {waiting_, number};
}

}  // namespace waymark::server
