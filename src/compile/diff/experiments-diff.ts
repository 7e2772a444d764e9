import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'
import type { RegionRules } from '../../model/policies/rules.ts'

/** How many units an experiment has in a snapshot. */
export interface ExperimentReach {
  /** The share of all units, 0 to 1: as long as the ranges of its arms together. */
  readonly coverage: number
  /** The half-open range of hashes of each arm. */
  readonly ranges: [from: number, to: number][]
}

/** How one experiment differs between two snapshots of a region. */
export interface ExperimentDiff {
  readonly key: string
  /** `begins`: only the second snapshot serves it. `ends`: only the first does. `changes`: both do, not alike. */
  readonly state: 'begins' | 'ends' | 'changes'
  /** The fields that differ where both serve it; none elsewhere. */
  readonly fields: string[]
  /** Null: the first snapshot does not serve it. */
  readonly before: ExperimentReach | null
  /** Null: the second snapshot does not serve it. */
  readonly after: ExperimentReach | null
}

type Compared = Pick<RegionRules, 'experiments'>

/** Finer than any share that a hash can tell apart, and coarser than the error of adding ranges up. */
const COVERAGE_STEPS = 1e6

/** The experiments that differ, by key; those that are alike are left out. */
export function experimentsDiff(before: Compared, after: Compared): readonly ExperimentDiff[] {
  const [then, now] = [before, after].map(byKey)
  const keys = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])].sort()
  return keys.flatMap((key): ExperimentDiff[] => {
    const [old, next] = [then?.get(key), now?.get(key)]
    const fields = old === undefined || next === undefined ? [] : differing(old, next)
    const reaches = { before: reachOf(old), after: reachOf(next) }
    if (old === undefined) return [{ key, state: 'begins', fields, ...reaches }]
    if (next === undefined) return [{ key, state: 'ends', fields, ...reaches }]
    return fields.length === 0 ? [] : [{ key, state: 'changes', fields, ...reaches }]
  })
}

function byKey({ experiments }: Compared): ReadonlyMap<string, ServedExperiment> {
  return new Map((experiments?.experiments ?? []).map((each) => [each.key, each]))
}

function differing(old: ServedExperiment, next: ServedExperiment): string[] {
  const fields = new Set([...Object.keys(old), ...Object.keys(next)]) as Set<keyof ServedExperiment>
  return [...fields].filter((field) => JSON.stringify(old[field]) !== JSON.stringify(next[field])).sort()
}

function reachOf(experiment: ServedExperiment | undefined): ExperimentReach | null {
  if (experiment === undefined) return null
  const covered = experiment.ranges.reduce((sum, [from, to]) => sum + (to - from), 0)
  const coverage = Math.round(covered * COVERAGE_STEPS) / COVERAGE_STEPS
  return { coverage, ranges: experiment.ranges.map(([from, to]) => [from, to]) }
}
