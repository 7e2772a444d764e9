import { common } from '../../compile/time/intervals.ts'
import { groupKey } from '../../model/fields/group-name.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { TellDraft } from '../draft.ts'
import type { LintWorld } from '../lint-world.ts'
import { byViewers, type Runner, type Slot } from '../slots.ts'
import { type Cluster, clusters } from '../time/clusters.ts'

const idOf = ({ item }: Runner) => item.record.id
const isOf =
  (...tiers: readonly Campaign['priority'][]) =>
  ({ item }: Runner) =>
    tiers.includes(item.record.priority)

/** Two takeovers at a slot at the same time, for the same viewers. */
export function takeoverOverlap(slot: Slot, found: TellDraft): void {
  for (const group of byViewers(slot.runners.filter(isOf('takeover')))) {
    for (const each of clustersOf(group, { least: 2, joins: false })) {
      found({ ...at(slot, each), rule: 'takeover-overlap', text: '{campaigns} each take over {where} {when}' })
    }
  }
}

/** Guaranteed campaigns that run while a takeover takes everything: one finding for those that are held back alike. */
export function tierOverlap(slot: Slot, found: TellDraft): void {
  const takeovers = slot.runners.filter(isOf('takeover'))
  const guaranteed = slot.runners.filter(isOf('guaranteed'))
  if (takeovers.length === 0 || guaranteed.length === 0) return
  const stretches = clustersOf(takeovers, { least: 1, joins: false })
  const held = new Map<
    string,
    { readonly by: Cluster<Runner>; readonly from: number; readonly until: number; readonly who: Runner[] }
  >()
  for (const runner of guaranteed) {
    const [both] = common(runner.times, stretches)
    if (both === undefined) continue
    const by = stretches.find(({ start, end }) => start <= both.start && both.start < end)
    if (by === undefined || !by.items.some(({ viewers }) => (viewers & runner.viewers) !== 0)) continue
    const key = `${both.start} ${both.end}`
    const known = held.get(key)
    if (known) known.who.push(runner)
    else held.set(key, { by, from: both.start, until: both.end, who: [runner] })
  }
  for (const { by, from, until, who } of held.values()) {
    const cluster = { start: from, end: until, items: [...who, ...by.items] }
    const text = '{campaigns}: what is guaranteed on {where} is held back by a takeover {when}'
    found({ ...at(slot, cluster), rule: 'tier-overlap', text })
  }
}

/** Promised campaigns that keep each other off a page, because they share a label. */
export function labelClash(slot: Slot, world: LintWorld, found: TellDraft): void {
  if ((world.rules.surfaces.get(slot.surface)?.maxCount ?? 1) < 2) return
  const byLabel = new Map<string, Runner[]>()
  for (const runner of slot.runners.filter(isOf('takeover', 'guaranteed'))) {
    for (const label of new Set(runner.item.record.exclusionLabels.map(groupKey))) {
      const same = byLabel.get(label) ?? []
      same.push(runner)
      byLabel.set(label, same)
    }
  }
  for (const [label, runners] of byLabel) {
    for (const group of byViewers(runners)) {
      for (const each of clustersOf(group, { least: 2, joins: false })) {
        const text = `{campaigns} share the label “${label}”, so that they keep each other away on {where} {when}`
        found({ ...at(slot, each), rule: 'label-clash', text })
      }
    }
  }
}

/**
 * Campaigns after whose end nothing above evergreen runs at the slot. Parts of the day and blackouts do not count: an
 * evening that ends is no campaign that ends.
 */
export function expiresUnfollowed(slot: Slot, world: LintWorld, found: TellDraft): void {
  const wholes = slot.runners.filter(isOf('takeover', 'guaranteed', 'standard')).flatMap((runner) => {
    const windows = world.windowsOf(runner.item, slot.index)
    const [first, last] = [windows[0], windows.at(-1)]
    return first && last ? [{ ...runner, times: [{ start: first.start, end: last.end }] }] : []
  })
  const stretches = clustersOf(wholes, { least: 1, joins: true })
  stretches.forEach(({ end, items }, index) => {
    if (end > world.ahead) return
    const last = items.filter(({ times }) => times.at(-1)?.end === end)
    const next = stretches[index + 1]?.start ?? null
    const cluster = { start: end, end: next ?? Number.POSITIVE_INFINITY, items: last }
    found({
      ...at(slot, cluster),
      rule: 'expires-unfollowed',
      text: 'after {campaigns} nothing but evergreen runs on {where} {when}',
    })
  })
}

function clustersOf(runners: readonly Runner[], how: Parameters<typeof clusters>[1]): readonly Cluster<Runner>[] {
  return clusters(
    runners.map((item) => ({ item, times: item.times })),
    how,
  )
}

function at({ place, surface }: Slot, { start, end, items }: Cluster<Runner>) {
  return {
    campaigns: items.map(idOf),
    territory: place.code,
    surface,
    from: start,
    until: Number.isFinite(end) ? end : null,
    zone: place.zone,
  }
}
