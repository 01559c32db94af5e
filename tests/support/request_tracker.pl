# What is set up in a Request Tracker 5 by its pages, done without a browser.
# usage: request_tracker.pl user NAME ZONE    prints the token that the new user makes for itself
#        request_tracker.pl scrip < CODE      adds a scrip with this commit code
#        request_tracker.pl age TICKET DAYS   as if all that happened to it were so much longer ago
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

RT::LoadConfig();
RT::Init();

sub must {
    my ($id, $message, @more) = @_;
    die "$message\n" unless $id;
    return ($id, $message, @more);
}

my ($what, $name, $more) = @ARGV;
if ($what eq 'user') {
    my $user = RT::User->new(RT->SystemUser);
    must($user->Create(Name => $name, EmailAddress => "$name\@desk.example", Privileged => 1,
                       Timezone => $more));
    must($user->PrincipalObj->GrantRight(Right => $_, Object => RT->System))
        for qw(SeeQueue ShowTicket ManageAuthTokens);
    my $self = RT::CurrentUser->new($user->id);
    require RT::AuthToken;
    my (undef, undef, $token) =
        must(RT::AuthToken->new($self)->Create(Owner => $self->id, Description => 'wall'));
    print "token=$token\n";
}
elsif ($what eq 'scrip') {
    my $code = do { local $/; <STDIN> };
    must(RT::Scrip->new(RT->SystemUser)->Create(
        Description => 'wall', Queue => 0, ScripCondition => 'On Transaction',
        ScripAction => 'User Defined', Template => 'Blank', Stage => 'TransactionCreate',
        CustomIsApplicableCode => '', CustomPrepareCode => '1;', CustomCommitCode => $code));
}
elsif ($what eq 'age') {
    $RT::Handle->dbh->do("UPDATE Tickets SET $_ = datetime($_, ?) WHERE id = ? AND $_ > '1971'",
                         undef, "-$more days", $name)
        for qw(Created Started Told Resolved LastUpdated);
}
else {
    die "$what is not known\n";
}
