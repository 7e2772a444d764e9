/** The text of `--help`. */
export const HELP = `npm run simulate:pacing [-- --seed 1] [--seed 2 …] [options]

Runs a month of 200 made-up campaigns against the product's own controller of pacing and its forecast of supply, each
with 64 buckets in an order of its own, and checks what is promised: every guaranteed goal of 100,000 or more that the forecast called reachable ends
within -5 % and +1 %, and no goal of 10,000 or more ends above +2 %. Exit code 0: it holds; 1: it does not, and the
report names the campaigns; 2: wrong options. Report on stdout, progress on stderr; the same seed gives the same month.

The world
  12 places to show videos, with cycles of day and week, a trend, noise and spikes that no forecast knows. Twice in the
  month nobody asks for 4 h, counters stand still for 3 h, the publisher is away for 6 h. A fifth of the traffic is
  answered by isolates that are 5 or 30 minutes behind; counters are 5 minutes behind and miss 4 % of events that
  come an hour later. Guaranteed campaigns take 75 % of every hour; takeovers, standard and evergreen ones compete with
  them by tier and weight. One guaranteed campaign of five is paused, extended or given another goal in the middle.

Options
  --seed N         which month; may be given again. Left out: 1
  --booked N       percent of every hour that is booked for guaranteed campaigns: 75; above 90, goals are not reachable
  --bias N         the controller's forecast of supply is wrong by so many percent: 40, or --bias=-30
  --traffic N      the month has so many percent of the traffic that bookings were made for: 100; 30 starves all goals
  --no-outages     nothing fails
  --svg FILE       writes a picture: the course of each campaign of the claim, and how far they ended from their goals
  --one FILE       writes a picture of one even campaign: what it delivered, and its share
  --help           this text

Reading the report
  least, greatest  how far the worst campaigns ended below and above their goals; +0.20 % is what the controller aims at
  claim            "4 of 5 within" names the fifth, with what happened to it in the middle

Examples
  npm run simulate:pacing -- --seed 1 --svg pacing.svg
  npm run simulate:pacing -- --seed 1 --seed 2 --bias=-30
  npm run simulate:pacing -- --traffic 30

The formula and the figures: src/learn/README.md
`
