import type { Cell, CellFamilyName } from '../../events/cells/cell.ts'
import type { CanaryAssignment } from '../../model/messages/canary-counts.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { EXPERIMENT_KEYS } from './experiment-keys.ts'
import { LEARNED_KEYS } from './learned-keys.ts'

/** The record types that are stored as documents; takedowns live by region. */
export const DOCUMENT_TYPES = ['title', 'asset', 'campaign'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** What the keys of each family of counters begin with. */
const COUNTER_PREFIXES: Readonly<Record<CellFamilyName, string>> = {
  delivery: 'delivery',
  assets: 'results',
  sources: 'result-sources',
  renditions: 'renditions',
  renditionErrors: 'rendition-errors',
}

/**
 * Every key of the scheduling store.
 *
 * | key | kind | content |
 * |---|---|---|
 * | `title:{id}` `asset:{id}` `campaign:{id}` | string | JSON `{revision, addedAt, changedAt, withdrawnAt?, owners?, next?, record}`; `next` of a campaign: what it is to say once that is approved, `{revision, changedAt, by, record, base?}` |
 * | `titles` `assets` `campaigns` | set | ids of the documents above |
 * | `region:{r}:campaigns` | set | ids of campaigns with a territory of the region, whatever their status |
 * | `search` | sorted set | `beginning NUL type NUL id` of the documents above, all with one score: folded ids and names, from each of their words on; `search:filled`: their shape, once all documents have theirs |
 * | `schedule:rev` | number | grows with every change of a document, in the MULTI that ends it |
 * | `schedule:promoting` | string | JSON of a promotion that is decided and takes several requests: while it stands nobody may read documents as one schedule |
 * | `audit:{yyyy-mm}` | list | JSON audit entries of a month (UTC), oldest first; only ever added to, never trimmed |
 * | `audit:months` | set | the months above |
 * | `audit:settled` | set | keys of the journal whose entry the audit log has by now; lapses 30 days after the last |
 * | `schedule:writer` | string | token of who is writing documents just now; lapses after seconds |
 * | `batches` | hash | batch id → JSON `{state, at, actor}`: what is staged, and what was lately promoted |
 * | `batch:{id}:lease` | string | token; once it has lapsed the batch can only be discarded |
 * | `batch:{id}:fate` | string | `promoting` or `discarded`: whoever sets it first decides; lapses after minutes |
 * | `batch:{id}:plan` | list | JSON steps of a decided promotion, each one request |
 * | `batch:{id}:keys` | set | document keys that the batch has staged |
 * | `batch:{id}:{document key}` | string | the document, until RENAME puts it into its place |
 * | `narrowings` | list | JSON `{number, at, narrowings}` of what changes of documents withdraw, oldest first; written, and announced, before the documents |
 * | `narrowings:known` | number | the documents say what the changes up to this number say; set in the MULTI that makes them so |
 * | `narrowings:dropped` | number | the changes up to this number are gone from the front of `narrowings` |
 * | `narrowings:unmade` `narrowings:lifted` | set | numbers of changes that were announced and whose documents never came; of those among them that a person lifted: they withdraw nothing |
 * | `takedowns:{r}` | hash | takedown id → JSON `{takedown, addedAt}` |
 * | `takedowns:{r}:forgotten` | set | ids of what the region announces and this store did not have, once they were told |
 * | `takedowns:{r}:sequence` | number | sequence of the region's signed list |
 * | `publish:{r}:lock` | string | token of the publisher at work |
 * | `publish:{r}:sequence` | number | fencing number: a pointer's sequence |
 * | `publish:{r}:announcing` | list | sequences whose pointer was about to be put, newest first, the last 20 |
 * | `publish:{r}:compiled` | string | JSON: at which revision and with which rules the schedule came to which snapshot, and when |
 * | `publish:{r}:log` | list | JSON receipts and refusals, newest first, the last 200 |
 * | `wave` | string | JSON of the last change of rules: its hash, the region that had it first, and since when |
 * | `left-out:{r}` | string | JSON of the renditions that are left out for a class of devices, or were lately, with their evidence and times; written by the cycle of weights |
 * | `marks:{family}:{owner}:{cell}` | sorted set | what a counter of sampled decisions has counted: 12 bytes of the decision's id and `:position`, in `assets` `unit:` and a hash of unit, asset and day, by the earliest time that was reported, milliseconds, in `assets` by day and network (`mark-score.ts`); trimmed once the day of a mark began more than 49 hours ago and another day, at most 73 hours after its time; lapses 73 hours after the last |
 * | `delivery:{campaign}:{day}` | sorted set | `region:territory:surface:event:weight` → the counter's score (`counter-score.ts`) of sampled impressions and starts of a day (UTC); `-`: not said by an older token; lapses after 100 days |
 * | `results:{r}:{day}` | sorted set | `asset:surface:event:weight` → the same of a region's assets: `impression`, `start`, and `rewarded`, whatever the deliberate event was; lapses after 100 days |
 * | `result-sources:{r}:{day}` | sorted set | `asset:surface:event:weight:source` → the same of a network, where it was more than a 21st of one of those above when it last gave something; lapses after 15 days |
 * | `renditions:{r}:{day}` `rendition-errors:{r}:{day}` | sorted set | `asset:playback:device` and what was counted → the same of starts of renditions, and of errors (`rendition-cells.ts`), without weights; lapses after 100 days |
 * | `{counter}:writes` | number | grows before the numbers of one of those above are read, so that of two writers the later one stays; lapses after four days |
 * | `delivery:watermark` | sorted set | `counted` → up to when what the edges received has been counted, milliseconds |
 * | `events:intake:{day}` | hash | what became of the events of a day (UTC): accepted, sampled, late, refused by field, doubted by field, poison, retried; lapses after 100 days |
 * | `seen:{r}:{quarter}` | hash | isolate → JSON of its last telemetry in a quarter of an hour, which is numbered since 1970; lapses after 45 minutes |
 * | `health:{r}:{yyyy-mm-ddThh:mm}` | hash | `isolate at` → JSON of a report of an isolate in these 5 minutes; lapses three hours after the last one came |
 * | `health:{r}:{yyyy-mm-ddThh}` | hash | `mm:reports` → JSON of what the reports of 5 minutes of an hour come to; of the same minutes only the greatest number counts; lapses eight days after its day |
 * | `health:dirty` `health:folding` | set | `{r} {yyyy-mm-ddThh:mm}` of 5 minutes whose totals lack reports; of those whose totals are being made |
 * | `supply:{r}:{yyyy-mm-ddThh}` | hash | `isolate:series:number` → what the isolate counted of the hour so far, by territory and surface; of a series only the greatest number counts; lapses 48 hours after the hour |
 * | `supply:{r}:{yyyy-mm-dd}` | hash | `hh:asked` → totals of the hour, as the reports above; of an hour only the greatest number counts; lapses after 100 days |
 * | `supply:{r}:{yyyy-mm-dd}:refused` | hash | why → how many reports were refused on a day; lapses after 100 days |
 * | `supply:dirty` `supply:folding` | set | `{r} {yyyy-mm-ddThh}` of hours whose totals lack reports; of those whose totals are being made |
 * | `supply:{r}:weeks` | string | JSON of the forecast of a region: cell → its days, and the placements of each hour of a week; lapses 100 days after it was made |
 * | `supply:weeks` | sorted set | regions by when the above was made |
 * | `pacing:{campaign}` | string | JSON of the last share of a campaign whose goal is counted, and why it is that; lapses ten days after its end |
 * | `pacing:{campaign}:memory` | string | JSON of what the next step needs: events of days that can no longer change, and the controller's state; lapses with the above |
 * | `pacing:graces` | string | ids of the campaigns that go on after their end, because they are short of their goal |
 * | `pacing:run` | string | when the pacing job last ran to its end, and over how many campaigns |
 * | `pacing:lock` | string | token of the pacing job that runs; lapses after 4 minutes |
 * | `supply:reported` | sorted set | regions by when their newest report was made |
 * | `canary:{r}:{startedAs}:isolates` | hash | isolate → eight numbers that it has counted so far: decisions, empty, fallbacks and errors of `control`, then of `canary`; lapses eight days after the last report |
 * | `canary:{r}:{startedAs}:{arm}:{event}` | set | `decision:position` of each event of an arm's decisions (`firstFrame`, `start`, `impression`): counted once however often it arrives; lapses after eight days |
 * | `decisions:{r}:{day}` | sorted set | ids of the decisions of a day (UTC) that were logged, by the time they were made; the last 2,000; lapses after 48 hours |
 * | `decision:{id}` | string | JSON `{region, at, line}`: one line of the decision log, encrypted unless it is a local stack's; lapses after 48 hours |
 * | `dead` | sorted set | ids of messages that no consumer could take, by when they died; at most 10,000, until somebody sends them again or drops them |
 * | `dead:notes` | hash | id → JSON of what may be read of one: its queue, type, region, events, attempts and reason |
 * | `dead:sizes` | sorted set | the same ids by the bytes of their bodies |
 * | `dead:message:{id}` | string | JSON of one's body; of the profiles' queue it names a subject |
 * | `snapshots:{r}` | hash | snapshot id → JSON of its head shards, what it knows of, and when it was announced; kept as long as it may be announced again |
 * | `approvals` | sorted set | ids of what a second person was asked for, by when; the last 500 |
 * | `approval:{id}` | string | JSON of one such request, never changed; lapses 90 days after its time |
 * | `approval:{id}:approved` `approval:{id}:consumed` | string | JSON `{by, at}`: set once, and never again; lapse with the request |
 * | `media:hosts` | hash | alias of stored media URLs (`/@alias/…`) → the https origin that stands for it now; aliases are never removed, because texts name them |
 * | `feeds:pulls` | hash | feed id → JSON of its last pull: when, what came of it, and by what its source tells whether something has changed |
 * | `feed:{id}:pull` | string | token of who is fetching the feed just now; lapses after seconds |
 * | `feeds` | hash | feed id → JSON `{revision, changedAt, by, settings}` |
 * | `feeds:alarmed` | set | feeds of which the webhook was told that they are stale |
 * | `feeds:epoch` | number | grows with every restore: what feeds sent before is then compared anew |
 * | `feed:{id}:items` | hash | item → JSON `[hash of its source, version, record ids, hashes of its media]`: what is in force of a feed |
 * | `feed:{id}:lock` | string | token of who takes a delivery of the feed in just now; lapses after a minute |
 * | `feed:{id}:state` | hash | `watermark`, when the last delivery that is in force began; `last`, JSON of the last one that is over; `running`, one that began and whose end is not known; `settling`, one that is in force and whose items are not known yet; `settled`, the last one whose items are |
 * | `feed:{id}:accepted` | list | JSON `{delivery, revision, at}` of the last 50 deliveries that changed something, newest first |
 * | `publish:{r}:revisions` | list | JSON `{revision, sequence, at}`: which revision of the schedule was announced when, newest first, the last 500 |
 * | `sightings:{r}` | sorted set | sequences by when an isolate first reported to serve each, the last 500; lapses eight days after the last report |
 * | `feed:{id}:deliveries` | sorted set | delivery ids by when they began, of 30 days |
 * | `feed:{id}:quarantine` `feed:{id}:fixes` | hash | item → id of its entry below; the same for items that a fix brought into force |
 * | `quarantine` | sorted set | ids of all entries, by when they came |
 * | `quarantine:{id}` | string | JSON of one: the item's source, its drafts, what is wrong, and its fix |
 * | `delivery:{id}` | string | JSON `{delivery, feed, mode, state, actor, at, report}`; lapses after 30 days |
 * | `delivery:{id}:items` | hash | what the delivery makes of `feed:{id}:items`, until it is in force; empty: the item is gone |
 * | `delivery:{id}:held` | list | pieces of the JSON of a held delivery's staging; lapses after seven days, with its batch |
 * | `delivery:{id}:chunks` | hash | number of a chunk → JSON `{sha256, items, pieces}`; lapses after a day |
 * | `delivery:{id}:chunk:{sha256}` | list | pieces of a chunk, gzipped, in base64; lapses after a day |
 * | `delivery:{id}:lock` | string | token of who ends an upload just now; lapses after a minute |
 * | `titles:external` | hash | type and id that others give a title → its id; the first title that claims one keeps it |
 * | `profile:{sub}` | string | a consented viewer's profile, JSON as `model/nouns/profile.ts` says; the edge may read these, and nothing else |
 * | `viewer:{sub}:marks` | sorted set | `decision:position:event` of what the profile holds already, by the time of its decision; lapses after 48 hours |
 * | `viewer:{sub}:lock` | string | token of who writes the profile just now; lapses after a minute |
 * | `erased:{unit}` | string | when the viewer of this pseudonym was erased, in milliseconds since 1970: what was decided or agreed to before brings nothing back; lapses after 430 days |
 * | `hold:{id}` | string | JSON `{campaignId, by, at, until}`: the goal of a campaign that is not on the air yet, for which others leave room; lapses after 72 hours |
 * | `holds` | sorted set | ids of campaigns with a hold, by when it ends |
 * | `forecasts` | hash | campaign → JSON of its last forecast, if it has a goal, with the hash of the record that it is of; what is older than seven days is removed with the next |
 * | `change:{id}` | string | JSON `{id, at, actor, reason, what, undoes}` of a change of many campaigns; lapses after 30 days |
 * | `change:{id}:campaigns` | hash | campaign → JSON `{before, after}`: what it said, and the hash of what the change makes of it; lapses after 30 days |
 * | `change:{id}:undone` | string | JSON `{by, at, change}` of the first undo of it; lapses with it |
 * | `notices` | hash | id → JSON `{notice, addedAt, tries}`: what the webhook is still to be told; at most 10,000 |
 * | `notices:due` | sorted set | the same ids, by when each is to be sent next |
 * | `notices:sent` | sorted set | ids of what it was told, or never will be, by when; trimmed after 30 days |
 * | `notice:{id}:claim` | string | token of who sends it just now; lapses after a minute |
 * | `notices:lost` | sorted set | `kind why id` of what it was never told, by when that was certain; the last 1,000; lapses three days after the last |
 * | `notices:looked` | string | up to when ends of campaigns were told, milliseconds |
 * | `notices:dry:{r}:{day}` `notices:shortfall:{yyyy-mm-ddThh}` | string | set by whoever looks for slots that run dry on a day (UTC), and for campaigns that fall short in an hour; lapse after two days |
 */
export const keys = {
  document: (type: DocumentType, id: string) => `${type}:${id}`,
  documentIds: (type: DocumentType) => `${type}s`,
  regionCampaigns: (region: RegionId) => `region:${region}:campaigns`,
  search: { entries: 'search', filled: 'search:filled' },
  revision: 'schedule:rev',
  promoting: 'schedule:promoting',
  /** `month`: `YYYY-MM`, UTC. */
  audit: (month: string) => `audit:${month}`,
  auditMonths: 'audit:months',
  auditSettled: 'audit:settled',
  writer: 'schedule:writer',
  batches: 'batches',
  batchLease: (batch: string) => `batch:${batch}:lease`,
  batchFate: (batch: string) => `batch:${batch}:fate`,
  batchPlan: (batch: string) => `batch:${batch}:plan`,
  batchKeys: (batch: string) => `batch:${batch}:keys`,
  staged: (batch: string, documentKey: string) => `batch:${batch}:${documentKey}`,
  narrowings: 'narrowings',
  narrowingsKnown: 'narrowings:known',
  narrowingsDropped: 'narrowings:dropped',
  narrowingsUnmade: 'narrowings:unmade',
  narrowingsLifted: 'narrowings:lifted',
  takedowns: (region: RegionId) => `takedowns:${region}`,
  takedownsForgotten: (region: RegionId) => `takedowns:${region}:forgotten`,
  takedownSequence: (region: RegionId) => `takedowns:${region}:sequence`,
  publishLock: (region: RegionId) => `publish:${region}:lock`,
  publishSequence: (region: RegionId) => `publish:${region}:sequence`,
  publishAnnouncing: (region: RegionId) => `publish:${region}:announcing`,
  publishCompiled: (region: RegionId) => `publish:${region}:compiled`,
  publishLog: (region: RegionId) => `publish:${region}:log`,
  marks: ({ family, owner, field }: Cell) => `marks:${family}:${owner}:${field}`,
  /** `day`: `YYYY-MM-DD`, UTC. */
  leftOut: (region: RegionId) => `left-out:${region}`,
  ...{ learned: LEARNED_KEYS, experiments: EXPERIMENT_KEYS },
  counters: ({ family, owner }: Pick<Cell, 'family' | 'owner'>, day: string) =>
    `${COUNTER_PREFIXES[family]}:${owner}:${day}`,
  counterWrites: (counters: string) => `${counters}:writes`,
  deliveryWatermark: 'delivery:watermark',
  intake: (day: string) => `events:intake:${day}`,
  /** `quarter`: the number of the quarter of an hour since 1970. */
  seen: (region: RegionId, quarter: number) => `seen:${region}:${quarter}`,
  /** `minutes`: `YYYY-MM-DDThh:mm`, UTC. */
  healthReports: (region: RegionId, minutes: string) => `health:${region}:${minutes}`,
  /** `hour`: `YYYY-MM-DDThh`, UTC. */
  healthHour: (region: RegionId, hour: string) => `health:${region}:${hour}`,
  ...{ healthDirty: 'health:dirty', healthFolding: 'health:folding' },
  /** `hour`: `YYYY-MM-DDThh`, UTC. */
  supplyHour: (region: RegionId, hour: string) => `supply:${region}:${hour}`,
  supplyDay: (region: RegionId, day: string) => `supply:${region}:${day}`,
  supplyRefused: (region: RegionId, day: string) => `supply:${region}:${day}:refused`,
  supplyDirty: 'supply:dirty',
  supplyFolding: 'supply:folding',
  campaignHold: (id: string) => `hold:${id}`,
  campaignHolds: 'holds',
  campaignForecasts: 'forecasts',
  supplyWeeks: (region: RegionId) => `supply:${region}:weeks`,
  supplyWeeksMade: 'supply:weeks',
  supplyReported: 'supply:reported',
  pacing: (campaign: string) => `pacing:${campaign}`,
  pacingMemory: (campaign: string) => `pacing:${campaign}:memory`,
  pacingGraces: 'pacing:graces',
  pacingRun: 'pacing:run',
  pacingLock: 'pacing:lock',
  canaryIsolates: (region: RegionId, startedAs: number) => `canary:${region}:${startedAs}:isolates`,
  canaryEvents: (region: RegionId, { startedAs, arm }: CanaryAssignment, event: string) =>
    `canary:${region}:${startedAs}:${arm}:${event}`,
  decisions: (region: RegionId, day: string) => `decisions:${region}:${day}`,
  decision: (id: string) => `decision:${id}`,
  dead: 'dead',
  deadNotes: 'dead:notes',
  deadSizes: 'dead:sizes',
  deadMessage: (id: string) => `dead:message:${id}`,
  wave: 'wave',
  feeds: 'feeds',
  feedsAlarmed: 'feeds:alarmed',
  feedsEpoch: 'feeds:epoch',
  feedItems: (feed: string) => `feed:${feed}:items`,
  feedLock: (feed: string) => `feed:${feed}:lock`,
  feedState: (feed: string) => `feed:${feed}:state`,
  feedAccepted: (feed: string) => `feed:${feed}:accepted`,
  regionRevisions: (region: RegionId) => `publish:${region}:revisions`,
  regionSightings: (region: RegionId) => `sightings:${region}`,
  feedDeliveries: (feed: string) => `feed:${feed}:deliveries`,
  feedQuarantine: (feed: string) => `feed:${feed}:quarantine`,
  feedFixes: (feed: string) => `feed:${feed}:fixes`,
  quarantine: 'quarantine',
  quarantineEntry: (id: string) => `quarantine:${id}`,
  delivery: (id: string) => `delivery:${id}`,
  deliveryItems: (id: string) => `delivery:${id}:items`,
  deliveryHeld: (id: string) => `delivery:${id}:held`,
  deliveryChunks: (id: string) => `delivery:${id}:chunks`,
  deliveryChunk: (id: string, sha256: string) => `delivery:${id}:chunk:${sha256}`,
  deliveryLock: (id: string) => `delivery:${id}:lock`,
  titlesExternal: 'titles:external',
  snapshots: (region: RegionId) => `snapshots:${region}`,
  mediaHosts: 'media:hosts',
  feedPulls: 'feeds:pulls',
  feedPullLock: (feed: string) => `feed:${feed}:pull`,
  approvals: 'approvals',
  approval: (id: string) => `approval:${id}`,
  approved: (id: string) => `approval:${id}:approved`,
  consumed: (id: string) => `approval:${id}:consumed`,
  change: (id: string) => `change:${id}`,
  changeCampaigns: (id: string) => `change:${id}:campaigns`,
  changeUndone: (id: string) => `change:${id}:undone`,
  profile: (subject: string) => `profile:${subject}`,
  viewerMarks: (subject: string) => `viewer:${subject}:marks`,
  viewerLock: (subject: string) => `viewer:${subject}:lock`,
  erased: (unit: string) => `erased:${unit}`,
  notices: 'notices',
  noticesDue: 'notices:due',
  noticesSent: 'notices:sent',
  noticeClaim: (id: string) => `notice:${id}:claim`,
  noticesLost: 'notices:lost',
  noticesLooked: 'notices:looked',
  noticesLinted: (region: string, day: string) => `notices:dry:${region}:${day}`,
  noticesShortfall: (hour: string) => `notices:shortfall:${hour}`,
} as const
