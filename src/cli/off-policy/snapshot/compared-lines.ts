import { type OpenedSnapshot, openSnapshot } from '../../../decide/opened/opened-snapshot.ts'
import type { DecisionLogLine } from '../../../model/messages/decision-log.ts'
import { armsElsewhere, type LineArms } from '../../../replay/arms-elsewhere.ts'
import type { ComparedPage } from '../../../replay/compared-pages.ts'
import { lineChances } from '../../../replay/line-chances.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { bothEngines } from '../../replay/engines.ts'
import { LoggedDenies } from '../../replay/logged-denies.ts'
import { openCopy } from '../../replay/opened-copy.ts'
import { SnapshotGone } from '../../snapshot/fetched-snapshot.ts'
import type { NumberedLine } from './numbered-lines.ts'
import type { TargetSnapshot } from './target-snapshot.ts'

/** Why a line is set aside, though nothing is wrong with it. */
export const SET_ASIDE = ['nothingShown', 'notSampled', 'baseline', 'erased'] as const
export type SetAside = (typeof SET_ASIDE)[number]

/** The pages of a line under the snapshot that is asked about, and what became of its arms there. */
export interface LineOfPages {
  readonly pages: readonly ComparedPage[]
  readonly arms: LineArms
}

/** A line of the decision log under the snapshot that is asked about, or why it has no pages. */
export type ComparedLine = LineOfPages | { readonly aside: SetAside } | { readonly problem: string }

/** Asks a snapshot about lines, grouped by the snapshot that answered, so that two are in memory at most. */
export async function comparedLines(
  { region, copy }: TargetSnapshot,
  lines: readonly NumberedLine[],
  { ops, done }: { readonly ops: () => Promise<OpsClient>; readonly done: (lines: number) => void },
): Promise<ReadonlyMap<NumberedLine, ComparedLine>> {
  const [, engine] = await bothEngines()
  if (engine === undefined) throw new Error('there is no engine')
  const other = openSnapshot(copy.snapshot, engine)
  const denies = new LoggedDenies(ops)
  const compared = new Map<NumberedLine, ComparedLine>()
  const groups = new Map<string, NumberedLine[]>()
  for (const each of lines) {
    const unfit = unfitFor(each.line, region)
    if (unfit !== null) compared.set(each, unfit)
    else groups.set(each.line.snapshot.id, [...(groups.get(each.line.snapshot.id) ?? []), each])
  }
  for (const [id, group] of groups) {
    const answered = await orGone(async () => {
      const [first] = group
      if (id === copy.snapshot.id || first === undefined) return other
      return openSnapshot((await openCopy({ ...first.line, floor: null }, ops)).snapshot, engine)
    })
    for (const each of group) compared.set(each, await comparedLine(answered, other, each.line, denies))
    done(compared.size)
  }
  return compared
}

function unfitFor(line: DecisionLogLine, region: DecisionLogLine['region']): ComparedLine | null {
  if (line.region !== region) return { problem: `region: it is of ${line.region}, and the snapshot of ${region}` }
  if (line.snapshot.rung === 'baseline') return { aside: 'baseline' }
  // Fallbacks, faults and empty placements are logged for what they are: they stand for nobody else.
  return line.logged.because === 'sampled' ? null : { aside: 'notSampled' }
}

async function comparedLine(
  answered: OpenedSnapshot | string,
  other: OpenedSnapshot,
  line: DecisionLogLine,
  denies: LoggedDenies,
): Promise<ComparedLine> {
  if (typeof answered === 'string') return { problem: `snapshot: ${answered}` }
  const withDenies = await orGone(() => denies.withDenies(line))
  if (typeof withDenies === 'string') return { problem: `denies: ${withDenies}` }
  const pages = lineChances({ answered, other }, withDenies)
  if (pages === 'no-page') return { aside: 'nothingShown' }
  if (pages === 'baseline') return { aside: 'baseline' }
  if (pages === 'body-left-out') return { problem: 'answer.body: it was too long for the line' }
  if (pages === 'not-repeated') return { problem: 'answer.propensities: its snapshot gives it other chances' }
  return { pages, arms: armsElsewhere(other.snapshot, line).arms }
}

async function orGone<Found>(find: () => Promise<Found>): Promise<Found | string> {
  try {
    return await find()
  } catch (error) {
    if (!(error instanceof SnapshotGone)) throw error
    return error.message
  }
}
