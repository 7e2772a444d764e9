import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { feedLookups } from '../../feeds/feed-lookups.ts'
import { readFeed } from '../../feeds/read-feed.ts'
import { type FeedSettings, feedSettings, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { FeedFormatName } from '../../model/messages/feed-formats.ts'
import { territorySelectors } from '../../model/nouns/rating.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { answer } from '../frame/output.ts'
import { type ExitCode, Refusal, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { list, matching, oneOf } from '../frame/values.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { deliverFile } from './deliver-file.ts'
import { deliveryReportLines, exitOfDelivery } from './delivery-report-lines.ts'
import type { FeedFile } from './feed-file.ts'
import { waitingCampaign } from './waiting-campaign.ts'

/** What was typed, as far as a delivery is concerned. */
interface Typed {
  readonly file: string
  readonly feed?: string
  readonly territories?: string
  readonly mode?: string
  readonly resume?: string
  /** null: as the feed is set, or as the file looks. */
  readonly format: FeedFormatName | null
  readonly approve: boolean
  readonly dryRun: boolean
}

/** Formats of ours, whose records say themselves where they may play. */
const OWN_FORMATS: readonly FeedFormatName[] = ['ndjson', 'csv', 'xlsx']

/** Reads a file by the settings of its feed, with the code that a publisher reads it with, and sends it in chunks. */
export async function ingestFeed(shell: Shell, ops: OpsClient, source: FeedFile, typed: Typed): Promise<ExitCode> {
  const { resume = null, approve, dryRun } = typed
  const mode = typed.mode === undefined ? undefined : oneOf('--mode', typed.mode, ['full', 'delta'] as const)
  const feedId = typed.feed ?? (resume === null ? MANUAL_FEED : (await ops.delivery(resume)).feed)
  if (feedId === MANUAL_FEED && mode === 'full') {
    throw new UsageError('--mode full is not for the feed manual', 'nobody sends all of it at once: leave it out')
  }
  const feed = feedId === MANUAL_FEED ? manualSettings(source, typed) : await settingsOf(ops, feedId, typed)
  const reading = { ...feedLookups(bundledRules()), feedId, feed, now: shell.now() }
  const report = await deliverFile(shell, ops, {
    feed: feedId,
    source,
    items: readFeed(source.bytes, reading),
    query: { ...(mode !== undefined && { mode }), ...(approve && { approve: '1' }) },
    dryRun,
    resume,
    goOn: (delivery) => command(typed, ['--feed', feedId], ['--resume', delivery], dryRun ? ['--dry-run'] : []),
  })
  const again = command(typed, typed.feed ? ['--feed', feedId] : [])
  const waiting = await waitingCampaign(ops, report, command({ ...typed, approve: true }, ['--feed', feedId]))
  answer(shell, report, deliveryReportLines(report, { again, waiting }))
  return exitOfDelivery(report)
}

/** The settings of what is sent by hand: there is no feed, so the command says what it has to. */
function manualSettings(source: FeedFile, { format, territories }: Typed): FeedSettings {
  const read = format ?? source.format()
  if (territories === undefined && !OWN_FORMATS.includes(read)) {
    throw new UsageError(
      `--territories is missing: nobody knows where content of the format ${read} may play`,
      'like --territories US,@dach; or set up a feed, and send it with --feed: ff feeds set --help',
    )
  }
  const named = list(territories)?.map((code) => matching('--territories', code, territorySelectors.element))
  return feedSettings.parse({ format: read, owner: MANUAL_FEED, territories: named ?? ['*'], mode: 'delta' })
}

async function settingsOf(ops: OpsClient, feedId: string, { format, territories }: Typed): Promise<FeedSettings> {
  if (territories !== undefined) {
    throw new UsageError('--territories is not for a feed, which has its own', `ff feeds show ${feedId}`)
  }
  const feed = await ops.feed(feedId).catch((error: unknown) => {
    if (!(error instanceof OpsRefusal) || error.problem.status !== 404) throw error
    throw new Refusal(
      error.message,
      `set it up first: ff feeds set ${feedId}.json; ff feeds list shows those there are`,
    )
  })
  const settings = settingsIn(feed)
  return format === null ? settings : { ...settings, format }
}

/** The settings in an answer, without what else it tells of the feed. */
function settingsIn(feed: FeedAnswer): FeedSettings {
  const known = Object.entries(feed).filter(([name]) => name in feedSettings.shape)
  const parsed = feedSettings.safeParse(Object.fromEntries(known))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Refusal(
    `this version cannot read the settings of ${feed.feed}: ${issue?.path.join('.')}: ${issue?.message}`,
    'use the command line of the version that the publisher has',
  )
}

/** A command that does the same with this file. */
function command(
  { file, format, territories, mode, approve }: Typed,
  ...parts: readonly (readonly string[])[]
): string {
  const flags = [
    ...(format === null ? [] : ['--format', format]),
    ...(territories === undefined ? [] : ['--territories', territories]),
    ...(mode === undefined ? [] : ['--mode', mode]),
    ...(approve ? ['--approve'] : []),
  ]
  const words = ['ff', 'ingest', file, ...parts.flat(), ...flags]
  return words
    .map((word) => (/^[\w./@,:=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ')
}
