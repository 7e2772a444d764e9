/**
 * Where the store keeps experiments:
 *
 * | key | type | value |
 * |---|---|---|
 * | `experiment:{key}` | string | JSON `{revision, addedAt, changedAt, by, state, coverage, startedAt, endedAt, held, decision, latest, history, record}` |
 * | `experiments` | set | keys of all experiments there ever were: also of those that were removed as damaged |
 * | `experiments:open` | set | keys of those that are drafts or run |
 * | `experiments:served` | number | grows with every change that the next snapshots have to know of |
 * | `experiment:{key}:moments` | hash | day (UTC) → JSON `{day, at, by, moments}`: all results up to the end of that day; days beyond `keptDays` of `rules/experiments.json` are dropped |
 * | `experiment:{key}:series` | hash | the same days → JSON of what the analysis said of each |
 * | `experiments:estimates` | list | JSON of the estimates of policies that were sent, newest first, the last 50 |
 */
export const EXPERIMENT_KEYS = {
  document: (key: string) => `experiment:${key}`,
  all: 'experiments',
  open: 'experiments:open',
  served: 'experiments:served',
  moments: (key: string) => `experiment:${key}:moments`,
  estimates: 'experiments:estimates',
  series: (key: string) => `experiment:${key}:series`,
}
