import type { RegionId } from '../../model/nouns/region.ts'

/**
 * Where the store keeps what is known of learned runs:
 *
 * | key | type | value |
 * |---|---|---|
 * | `learned:runs` | hash | id of a learned run → JSON of what is known of it without reading it; its content is in KV, under `learned/{id}` |
 * | `learned:reports` | hash | id of a learned run → JSON of its `report.json` |
 * | `learned:serving` | hash | region → JSON `{run, since, by, reason, before}`: the run that it is to serve, and those that it can go back to |
 * | `learned:served:{r}` | list | JSON `{at, run, by, reason, isTakenBack}` of each time it was told to serve another run, newest first, the last 100 |
 * | `learned:trials` | hash | region → JSON `{startedAs, kind, run, over}` of its last canary of what was learned |
 * | `learned:withdrawn-results` | hash | region → when a canary of results was last taken back, in milliseconds since 1970 |
 * | `learned:live:{r}` | hash | day (UTC) → JSON `{most, last}`: how many assets the region had live, at once and at its end; the last 100 days on which it announced anything |
 */
export const LEARNED_KEYS = {
  runs: 'learned:runs',
  reports: 'learned:reports',
  serving: 'learned:serving',
  served: (region: RegionId) => `learned:served:${region}`,
  trials: 'learned:trials',
  withdrawnResults: 'learned:withdrawn-results',
  live: (region: RegionId) => `learned:live:${region}`,
}
