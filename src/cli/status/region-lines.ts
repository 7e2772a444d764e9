import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { WITHDRAWN_TIERS } from '../../model/nouns/campaign-vocabulary.ts'
import { age, count, type Output, paint, plain, shortHash } from '../frame/output.ts'
import { leftOutWords } from './left-out-lines.ts'
import { marksOf, minuteOf, refusedText, rungsSeen, sequencesSeen } from './status-text.ts'

const LABEL_WIDTH = 14

function line(label: string, words: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${words}`
}

function liveWords({ sequence, snapshot, ageSeconds, candidates, softExpiresAt, health }: RegionStatus): string {
  if (!snapshot && health.state === 'lost') return 'nothing: what was published is lost; house idents play'
  if (!snapshot) return 'nothing was ever published: house idents play'
  const fresh = `fresh until ${minuteOf(softExpiresAt)}`
  return `${shortHash(snapshot)}, sequence ${sequence}, announced ${age(ageSeconds)} ago, ${fresh}; ${count(candidates)} candidates`
}

function takedownWords({ takedowns }: RegionStatus): string {
  if (takedowns.unreadable) return plain(takedowns.unreadable)
  if (takedowns.ageSeconds === null) return 'no list yet: the next publish writes it'
  const { count: orders, narrowings, ageSeconds } = takedowns
  return `${count(orders)} orders, ${count(narrowings)} withdrawn by changes; list signed ${age(ageSeconds)} ago`
}

/** What an order costs in time: whoever gives one asks when it holds. */
function boundWords({ takedowns: { bound } }: RegionStatus): string {
  const { seconds, refreshSeconds, cacheSeconds, propagationSeconds } = bound
  const parts = `${refreshSeconds} s refresh + ${cacheSeconds} s cache + ${propagationSeconds} s propagation`
  return `an order holds everywhere within ${seconds} s (${parts}), while storage answers`
}

/** Notes on a takedown list: how it is packed, and where it differs from the scheduling store. */
function takedownNotes({ takedowns }: RegionStatus): readonly string[] {
  const { tiers, packed, chanceOfOneTooMany: chance, givenUp, storeAnswers, notYetStored, storeForgot } = takedowns
  const merged = givenUp && givenUp !== 'nothing' ? `; ${givenUp} were merged, which withdraws more` : ''
  const left =
    tiers.length === WITHDRAWN_TIERS.length ? 'quiet mode: only evergreen campaigns play where these hold' : ''
  return [
    ...(tiers.length > 0 ? [`tiers taken down: ${tiers.map(plain).join(' ')}${left && `; ${left}`}`] : []),
    ...(packed
      ? [
          `${count(packed)} packed; ${((chance ?? 0) * 100).toFixed(3)} % of what nobody withdrew is hidden too${merged}`,
        ]
      : []),
    ...(!storeAnswers ? ['the scheduling store does not answer'] : []),
    ...(!takedowns.journalRead
      ? ['the journal in storage cannot be read: orders that only it has are announced later']
      : []),
    ...(notYetStored ? [`${count(notYetStored)} not yet in the scheduling store`] : []),
    ...(storeForgot
      ? [`${count(storeForgot)} that the scheduling store forgot stay announced: \`ff takedown list\``]
      : []),
  ]
}

function entryWords(entry: NonNullable<RegionStatus['lastReceipt']>): string {
  const by = plain(entry.actor) ? ` by ${plain(entry.actor)}` : ''
  return `${plain(entry.outcome)} ${minuteOf(entry.at)}${by}`
}

/** One region in full, a line for each question of a person on call. */
export function regionLines(output: Output, region: RegionStatus): string[] {
  const { lastReceipt, lastRefusal, pinned, canary } = region
  const isSeen = region.seen.length > 0
  return [
    paint(output, 'bold', region.region),
    line('live', liveWords(region)),
    ...marksOf(output, region).map((mark) => line('held', mark)),
    ...(pinned?.reason ? [line('', plain(pinned.reason))] : []),
    ...(canary ? [line('', `canary of ${shortHash(canary.snapshot)}, since ${minuteOf(canary.startedAt)}`)] : []),
    line('takedowns', takedownWords(region)),
    line('', boundWords(region)),
    ...takedownNotes(region).map((words) => line('', words)),
    ...leftOutWords(region.leftOut).map((words, index) => line(index === 0 ? 'left out' : '', words)),
    line('last done', lastReceipt ? entryWords(lastReceipt) : '–'),
    ...(lastReceipt?.reason ? [line('', plain(lastReceipt.reason))] : []),
    line('last refused', lastRefusal ? `${minuteOf(lastRefusal.at)}: ${refusedText(lastRefusal)}` : '–'),
    line('serving', isSeen ? rungsSeen(region) : 'no isolate reported in the last 15 minutes'),
    ...(isSeen ? [line('', `by sequence: ${sequencesSeen(region)}`)] : []),
  ]
}
