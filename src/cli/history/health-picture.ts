import type { HealthBucket, RegionHealthAnswer } from '../../contracts/ops/answers/history/health.ts'
import { count, type Output, paint, plain, table } from '../frame/output.ts'

/** From the least to the most; what is not known is a gap. */
const LEVELS = '▁▂▃▄▅▆▇█'
const GAP = '·'

type KnownBucket = HealthBucket & { readonly decisions: number }

/** The health of a region for a person: its answers as a line of marks, and a row for each span that somebody reported in. */
export function healthPicture(output: Output, { region, buckets }: RegionHealthAnswer): string[] {
  const known = buckets.filter(isKnown)
  const marks = `${region}  ${sparkline(buckets.map(({ decisions }) => decisions))}  ${count(total(known))} answers`
  if (known.length === 0) return [marks, 'nobody reported in this time: what was served is not known']
  const holes = buckets.length - known.length
  const note = `${GAP} and no row: nobody reported in ${holes} of ${buckets.length} spans; what was served in them is not known`
  const heads = ['from (UTC)', 'answers', 'house idents', 'empty', 'isolates', 'refused']
  return [
    marks,
    '',
    ...table(
      heads,
      known.map((bucket) => rowOf(output, bucket)),
    ),
    ...(holes > 0 ? ['', paint(output, 'dim', note)] : []),
  ]
}

/** Counts as marks, each as high as its part of the greatest. */
function sparkline(counts: readonly (number | null)[]): string {
  const greatest = Math.max(1, ...counts.filter((each) => each !== null))
  const markOf = (each: number) => LEVELS[Math.ceil((each / greatest) * (LEVELS.length - 1))] ?? GAP
  return counts.map((each) => (each === null ? GAP : markOf(each))).join('')
}

function isKnown(bucket: HealthBucket): bucket is KnownBucket {
  return bucket.decisions !== null
}

function rowOf(output: Output, { at, decisions, empty, rungs, isolates, refusals }: KnownBucket): string[] {
  const idents = rungs?.baseline ?? 0
  const refused = Object.entries(refusals ?? {}).map(([why, times]) => `${plain(why)} by ${count(times)}`)
  return [
    at.slice(0, 16).replace('T', ' '),
    count(decisions),
    idents > 0 ? paint(output, 'red', percent(idents, decisions)) : percent(idents, decisions),
    percent(empty ?? 0, decisions),
    count(isolates),
    refused.join(', '),
  ]
}

/** A part is never shown as none. */
function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  const permille = Math.round((part / whole) * 1000)
  return `${((part > 0 ? Math.max(1, permille) : 0) / 10).toFixed(1)}%`
}

function total(buckets: readonly KnownBucket[]): number {
  return buckets.reduce((sum, { decisions }) => sum + decisions, 0)
}
