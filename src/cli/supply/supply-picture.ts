import type { SupplyAnswer, SupplyBucket } from '../../contracts/ops/answers/events/supply.ts'
import { age, count, type Output, paint, plain, table } from '../frame/output.ts'

/** Width of the bar of a full bucket, in characters. */
const BAR = 20
/** Reasons that a row shows; the sum below shows all of them. */
const SHOWN_REASONS = 3
/** From this share of answered placements on, a row is green; below the second, it is red. */
const GOOD = 0.95
const POOR = 0.8

type Counts = Pick<SupplyBucket, 'asked' | 'answered' | 'empty'>

/** Supply for a person: a row for each bucket with the share that was answered, and why the rest stayed empty. */
export function supplyPicture(output: Output, { asOf, refused, buckets }: SupplyAnswer, now: number): string[] {
  const all = sumOf(buckets)
  const reported =
    asOf === null ? 'no edge has reported yet' : `newest report ${age((now - Date.parse(asOf)) / 1000)} ago`
  const missing = Object.entries(refused).map(([why, times]) => `${count(times)} ${plain(why)}`)
  const notes = [
    paint(output, 'dim', `${reported}; edges report at most 30 seconds after an answer`),
    ...(missing.length > 0
      ? [paint(output, 'yellow', `reports were refused, and may be missing here: ${missing.join(', ')}`)]
      : []),
  ]
  if (all.asked === 0) return ['nobody asked for a placement like this in this time', ...notes]
  const rows = buckets.map(({ at, ...counts }) => [at.slice(0, 16).replace('T', ' '), ...cellsOf(output, counts)])
  const heads = ['from (UTC)', 'asked', 'answered', 'filled', ''.padEnd(BAR), 'left empty by']
  return [...table(heads, [...rows, ['in all', ...cellsOf(output, all)]]), ...reasonLines(all), '', ...notes]
}

function cellsOf(output: Output, counts: Counts): string[] {
  const { asked, answered } = counts
  if (asked === 0) return ['–', '–', '–', paint(output, 'dim', '·'.repeat(BAR)), '']
  return [count(asked), count(answered), share(answered, asked), bar(output, answered / asked), reasons(counts)]
}

/** A full share is never shown for less: `99.9%`, although rounded it were 100. */
function share(part: number, whole: number): string {
  const permille = part === whole ? 1000 : Math.min(999, Math.round((part / whole) * 1000))
  return `${(permille / 10).toFixed(1)}%`
}

function bar(output: Output, rate: number): string {
  const full = rate === 1 ? BAR : Math.min(BAR - 1, Math.round(rate * BAR))
  const tone = rate >= GOOD ? 'green' : rate >= POOR ? 'yellow' : 'red'
  return paint(output, tone, '█'.repeat(full) + '░'.repeat(BAR - full))
}

function sorted({ empty }: Counts): readonly (readonly [reason: string, times: number])[] {
  return Object.entries(empty).sort(([, one], [, other]) => other - one)
}

function reasons(counts: Counts): string {
  const [...known] = sorted(counts)
  const shown = known.slice(0, SHOWN_REASONS).map(([reason, times]) => `${plain(reason)} ${count(times)}`)
  const more = known.length - shown.length
  return shown.join(', ') + (more > 0 ? ` +${more}` : '')
}

/** Every reason with its share of what was asked for. */
function reasonLines(all: Counts): string[] {
  const known = sorted(all)
  if (known.length === 0) return []
  const rows = known.map(([reason, times]) => [plain(reason), count(times), share(times, all.asked)])
  return ['', ...table(['left empty by', 'placements', 'of all asked'], rows)]
}

function sumOf(buckets: readonly Counts[]): Counts {
  const empty: Record<string, number> = {}
  for (const bucket of buckets) {
    for (const [reason, times] of Object.entries(bucket.empty)) empty[reason] = (empty[reason] ?? 0) + times
  }
  const sum = (of: 'asked' | 'answered') => buckets.reduce((total, bucket) => total + bucket[of], 0)
  return { asked: sum('asked'), answered: sum('answered'), empty }
}
