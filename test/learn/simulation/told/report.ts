import type { CampaignEnd, ClaimResult } from './claim.ts'

/** Bounds of the bars, in percent of the goal. */
const BARS = [-100, -5, -2, -1, -0.5, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 1, 2, 1000]
const BAR_WIDTH = 60
const SHOWN_MAX = 20

/** The whole report as text. */
export function reportOf(result: ClaimResult, bookedShares: readonly number[]): string {
  const { claimed, missed, overshot } = result
  const booked = bookedShares.map((share) => `${(100 * share).toFixed(1)} %`).join(', ')
  const lines = [
    `booked for guaranteed campaigns: ${booked} of all placements`,
    '',
    ...table(result),
    '',
    'guaranteed, reachable, 100,000 or more: how far they ended from their goals',
    ...bars(claimed),
    '',
    `claim 1: ${claimed.length - missed.length} of ${claimed.length} within -5 % and +1 %`,
    ...missed.slice(0, SHOWN_MAX).map(lineOf),
    `claim 2: ${overshot.length} of ${result.counted.length} goals of 10,000 or more above +2 %`,
    ...overshot.slice(0, SHOWN_MAX).map(lineOf),
  ]
  return lines.join('\n')
}

function table({ counted, claimed }: ClaimResult): string[] {
  const groups: [name: string, ends: readonly CampaignEnd[]][] = [
    ['guaranteed, in the claim', claimed],
    ...(['even', 'frontload', 'asap'] as const).map((mode): [string, CampaignEnd[]] => [
      `  ${mode}`,
      claimed.filter((each) => each.mode === mode),
    ]),
    ...(['paused', 'extended', 'goal'] as const).map((change): [string, CampaignEnd[]] => [
      `  ${change === 'goal' ? 'goal changed' : change} in the middle`,
      claimed.filter((each) => each.change === change),
    ]),
    ['standard, 10,000 or more', counted.filter(({ priority }) => priority === 'standard')],
  ]
  const head = ['campaigns'.padEnd(28), 'count', 'median', 'least', 'greatest']
    .map((text) => text.padStart(9))
    .join(' ')
  return [head, ...groups.map(([name, ends]) => rowOf(name, ends))]
}

function rowOf(name: string, ends: readonly CampaignEnd[]): string {
  const sorted = ends.map(({ deviation }) => deviation).sort((one, other) => one - other)
  const at = (index: number) => percent(sorted[index]).padStart(9)
  const middle = Math.floor(sorted.length / 2)
  return [name.padEnd(28), String(ends.length).padStart(9), at(middle), at(0), at(sorted.length - 1)].join(' ')
}

function bars(ends: readonly CampaignEnd[]): string[] {
  return BARS.slice(1).map((until, index) => {
    const from = BARS[index] ?? 0
    const count = ends.filter(({ deviation }) => 100 * deviation >= from && 100 * deviation < until).length
    const length = count === 0 ? 0 : Math.max(1, Math.round((count / Math.max(1, ends.length)) * BAR_WIDTH))
    const bounds = index === 0 ? `below ${until} %` : until === 1000 ? `above ${from} %` : `${from} to ${until} %`
    return `${bounds.padStart(14)} ${'█'.repeat(length)} ${count}`
  })
}

function lineOf({ seed, id, priority, mode, change, goal, delivered, deviation }: CampaignEnd): string {
  const changed = change === 'none' ? '' : `, ${change} in the middle`
  return `  seed ${seed} ${id} (${priority}, ${mode}${changed}): ${delivered} of ${goal}, ${percent(deviation)}`
}

function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${share < 0 ? '' : '+'}${(100 * share).toFixed(2)} %`
}
