import { type DressedDecision, pickedAssets } from '../../answer/dressed-decision.ts'
import { keptBaseline } from '../../baseline/baseline.ts'
import type { Engine } from '../../decide/engine/engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import { type ExplainedPlacement, explainAgain } from '../../replay/explain-again.ts'
import { drawnOf, propensities } from '../../replay/log-line.ts'
import { answerAgain, decideAgain, type LineWithDenies } from '../../replay/replay.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { type Difference, firstDifference } from './difference.ts'
import type { OpenedCopy } from './opened-copy.ts'

/** A difference, with the engine that was used for the replay. */
export interface FoundDifference extends Difference {
  readonly engine: Engine['name']
}

/** The result of replaying a decision; without a difference, the answers are equal. */
export interface Judgement {
  readonly difference: FoundDifference | null
  /** Only if it was requested, and the decision has something to explain. */
  readonly explained: readonly ExplainedPlacement[] | null
}

const baseline = keptBaseline()

/** Replays logged decisions of one snapshot with each engine, and compares every byte of their answers. */
export async function judgeLines(
  copy: OpenedCopy,
  lines: readonly LineWithDenies[],
  { engines, explain }: { readonly engines: readonly Engine[]; readonly explain: boolean },
): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = lines.map(() => ({ difference: null, explained: null }))
  if (explain) await copy.read('all')
  for (const engine of engines) {
    const opened = openSnapshot(copy.snapshot, engine)
    for (const [at, each] of lines.entries()) {
      const known = judgements[at] ?? { difference: null, explained: null }
      if (known.difference !== null) continue
      const { difference, decisions } = await judge(copy, opened, each)
      const explained =
        known.explained ?? (explain && decisions !== null ? explainAgain(opened, each, decisions) : null)
      judgements[at] = { difference: difference && { ...difference, engine: engine.name }, explained }
    }
  }
  return judgements
}

async function judge(
  copy: OpenedCopy,
  opened: OpenedSnapshot,
  withDenies: LineWithDenies,
): Promise<{ readonly difference: Difference | null; readonly decisions: readonly DressedDecision[] | null }> {
  const { line } = withDenies
  // `openCopy` has checked that it is the baseline that the line names.
  const idents = line.floor === null ? null : baseline()
  const decisions = attempt(() => decideAgain(opened, withDenies, idents))
  if ('thrown' in decisions) {
    const logged = line.answer === null ? line.fault?.name : undefined
    const same = logged === decisions.thrown
    return { difference: same ? null : { path: 'fault', logged, replayed: decisions.thrown }, decisions: null }
  }
  if (line.answer === null) {
    const difference = { path: 'fault', logged: line.fault?.name, replayed: undefined }
    return { difference, decisions: decisions.made }
  }
  const own = decisions.made.filter(({ floor }) => floor === undefined)
  await copy.read(pickedAssets(copy.snapshot, own))
  const body: unknown = JSON.parse(JSON.stringify(answerAgain(copy.snapshot, line, decisions.made, idents?.snapshot)))
  const difference =
    (await bodyDifference(line.answer, body)) ??
    firstDifference(line.answer.propensities, propensities(decisions.made), 'propensities') ??
    drawnDifference(line.answer.drawn, drawnOf(decisions.made))
  return { difference, decisions: decisions.made }
}

/** Lines of the previous version do not contain it. */
function drawnDifference(logged: readonly boolean[], replayed: readonly boolean[]): Difference | null {
  return logged.length === 0 ? null : firstDifference(logged, replayed, 'drawn')
}

async function bodyDifference(
  { body: logged, sha256 }: NonNullable<DecisionLogLine['answer']>,
  body: unknown,
): Promise<Difference | null> {
  if (logged !== null) return firstDifference(logged, body)
  return firstDifference(sha256, await sha256Hex(new TextEncoder().encode(canonicalJson(body))), 'sha256')
}

function attempt<Made>(make: () => Made): { readonly made: Made } | { readonly thrown: string } {
  try {
    return { made: make() }
  } catch (error) {
    return { thrown: error instanceof Error ? error.name : 'unknown' }
  }
}
