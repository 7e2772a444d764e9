import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import type { ExplainedPlacement } from '../../replay/explain-again.ts'
import type { LineWithDenies } from '../../replay/replay.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { SnapshotGone } from '../snapshot/fetched-snapshot.ts'
import { bothEngines } from './engines.ts'
import { type FoundDifference, judgeLines } from './judge.ts'
import type { ReadLine } from './lines.ts'
import { LoggedDenies } from './logged-denies.ts'
import { openCopy } from './opened-copy.ts'

/**
 * The result of one line. `gone`: its snapshot cannot be fetched; `unreadable`: it is not a line that can be replayed.
 */
export interface Replayed {
  readonly decisionId: string | null
  readonly line: DecisionLogLine | null
  readonly outcome: 'equal' | 'different' | 'gone' | 'unreadable'
  /** Why it could not be replayed. */
  readonly why: string | null
  readonly difference: FoundDifference | null
  readonly explained: readonly ExplainedPlacement[] | null
}

/**
 * Replays all lines, grouped by snapshot, so that only one snapshot is in memory. The results are in the order of the
 * lines.
 */
export async function replayLines(
  read: readonly ReadLine[],
  how: { readonly ops: () => Promise<OpsClient>; readonly explain: boolean; readonly done: (lines: number) => void },
): Promise<readonly Replayed[]> {
  const engines = await bothEngines()
  const logged = new LoggedDenies(how.ops)
  const results = new Map<ReadLine, Replayed>()
  const bySnapshot = new Map<string, (ReadLine & { readonly line: DecisionLogLine })[]>()
  for (const each of read) {
    if ('problem' in each) results.set(each, unreplayed(each, 'unreadable', each.problem))
    else {
      const { region, snapshot, floor } = each.line
      const key = `${region} ${snapshot.id} ${snapshot.rung === 'baseline' ? snapshot.baseline : ''} ${floor?.baseline}`
      bySnapshot.set(key, [...(bySnapshot.get(key) ?? []), each])
    }
  }
  for (const lines of bySnapshot.values()) {
    for (const [each, replayed] of await replaySnapshot(lines, { ...how, engines, logged })) results.set(each, replayed)
    how.done(results.size)
  }
  return read.flatMap((each) => results.get(each) ?? [])
}

async function replaySnapshot(
  group: readonly (ReadLine & { readonly line: DecisionLogLine })[],
  {
    ops,
    explain,
    engines,
    logged,
  }: Parameters<typeof replayLines>[1] & {
    readonly engines: Parameters<typeof judgeLines>[2]['engines']
    readonly logged: LoggedDenies
  },
): Promise<readonly (readonly [ReadLine, Replayed])[]> {
  const [first] = group
  if (first === undefined) return []
  const gone: (readonly [ReadLine, Replayed])[] = []
  const found: (LineWithDenies & { readonly read: ReadLine })[] = []
  for (const each of group) {
    try {
      found.push({ read: each, ...(await logged.withDenies(each.line)) })
    } catch (error) {
      if (!(error instanceof SnapshotGone)) throw error
      gone.push([each, unreplayed(each, 'gone', error.message)])
    }
  }
  try {
    const judgements = await judgeLines(await openCopy(first.line, ops), found, { engines, explain })
    return [...gone, ...found.map((each, at) => [each.read, judged(each.line, judgements[at])] as const)]
  } catch (error) {
    if (!(error instanceof SnapshotGone)) throw error
    return group.map((each) => [each, unreplayed(each, 'gone', error.message)])
  }
}

function judged(
  line: DecisionLogLine,
  judgement: Awaited<ReturnType<typeof judgeLines>>[number] | undefined,
): Replayed {
  const { difference = null, explained = null } = judgement ?? {}
  const outcome = difference === null ? 'equal' : 'different'
  return { decisionId: line.decisionId, line, outcome, why: null, difference, explained }
}

function unreplayed(read: ReadLine, outcome: 'gone' | 'unreadable', why: string): Replayed {
  const line = 'line' in read ? read.line : null
  const decisionId = 'line' in read ? read.line.decisionId : read.decisionId
  return { decisionId, line, outcome, why, difference: null, explained: null }
}
