const FORM = [
  'FILE has sums by arm and metric, no row of a viewer; the first arm is control:',
  '',
  '  {"arms": [{"key": "control", "weight": 0.5, "units": 5000, "exposedTwice": 12}, …],',
  '   "metrics": [{"id": "watched-minutes", "kind": "mean", "goal": "up", "guardrail": false,',
  '     "arms": [{"n": 5000, "m": {"sum": 81200, "sumSquares": 2130400}, "products": {}}, …]}]}',
  '',
  'kind is mean, proportion or ratio. A ratio is m ÷ d over all units, so it has "d" and the product "m.d". What units did',
  'before their exposure is "mPre" (of a ratio also "dPre"), with all products of two: it makes intervals narrower (CUPED).',
].join('\n')

const READ = [
  'once: the interval for one look, at a time that was fixed before. always: the interval that may be looked at every hour;',
  'the verdict rests on it. p is that of the one look; adjusted p counts how many metrics and arms there are (Benjamini and',
  'Hochberg), guardrails apart. A CUPED row says the same less what units did before; "set aside": the arms differed before.',
].join('\n')

const VERDICTS = [
  'decide   a goal has certainly moved, or a guardrail is certainly harmed',
  'wait     nothing is certain yet',
  'refused  the data carry no verdict: the arms have other shares than they were to have, more than 1 % of the units met two',
  '         arms, an arm is empty, or no goal varies. The numbers are shown all the same. Exit code 1',
  'A goal of which nothing can be said, as it is the same for all units, is set aside alone, and named.',
].join('\n')

const EVENTS = [
  'From events, with DuckDB: all that a unit did since it met its arm counts, on every surface; what it did covariateDays before',
  'is the covariate. Units that met two arms are left out. experiment.json is the record: key, variations, weights, unit,',
  'metrics, guardrails, covariateDays; without --experiment the publisher has it. A local stack: .firstframe/analytics/events.',
  '',
  '  ff experiment analyze warmer-heroes --events events --experiment experiment.json --out moments.json',
  '',
  'KEY holdout has no record: who gets nothing of what was learned is control, everybody else who consented is its arm.',
].join('\n')

const DECISIONS = [
  'Lines of the decision log (--last 1000 of the deployment, or --log FILE) tell beside the events: empty-rate, maturity-violations,',
  'and where a split is broken by rung and place. With --last the gates are asked again about each video that was shown; with --log the',
  "rating that was shown is compared with the viewer's cap. --unit session analyses those who did not consent, apart. Only metrics and",
  'guardrails that the record names are in the analysis; what was found of the others is said beside it.',
  '',
  '  ff experiment analyze warmer-heroes --events events --last 1000',
].join('\n')

/** What somebody needs to know who has never analysed an experiment. */
export const ANALYZE_NOTES: readonly string[] = [FORM, READ, VERDICTS, EVENTS, DECISIONS]
