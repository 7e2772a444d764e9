import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import type { ExplainedPlacement } from '../../replay/explain-again.ts'
import { explanation } from '../explain/explanation.ts'
import { type Output, paint, plain, shortHash, table } from '../frame/output.ts'
import type { Replayed } from './replay-lines.ts'

const TONES = { equal: 'green', different: 'red', gone: 'yellow', unreadable: 'yellow' } as const

/** Longest value of a difference that a table row shows, in characters; `--json` has all of it. */
const VALUE_SHOWN = 60

/** What replay answers a machine with. `limit`: candidates kept, and rejected, that an explanation lists at most. */
export function replayDocument(replayed: readonly Replayed[], limit: number) {
  const count = (outcome: Replayed['outcome']) => replayed.filter((each) => each.outcome === outcome).length
  return {
    lines: replayed.length,
    /** Lines that isolates had to leave out before these: nobody can replay them. */
    skipped: skippedBefore(replayed),
    ...{ equal: count('equal'), different: count('different'), gone: count('gone'), unreadable: count('unreadable') },
    results: replayed.map(({ decisionId, line, outcome, why, difference, explained }) => ({
      decisionId,
      region: line?.region ?? null,
      at: line && new Date(line.at).toISOString(),
      because: line?.logged.because ?? null,
      snapshot: line?.snapshot ?? null,
      fault: line?.fault ?? null,
      outcome,
      why,
      difference,
      ...(line && explained ? { explained: explained.map((each) => explainedDocument(line, each, limit)) } : {}),
    })),
  }
}

/** The same for a person. */
export function replayReport(output: Output, replayed: readonly Replayed[], limit: number): string[] {
  const rows = replayed.map(({ decisionId, line, outcome, why, difference }) => [
    paint(output, TONES[outcome], outcome),
    plain(decisionId) || '–',
    line?.region ?? '–',
    line ? new Date(line.at).toISOString() : '–',
    line ? `${line.snapshot.rung} ${shortHash(line.snapshot.id)}` : '–',
    line?.logged.because ?? '–',
    difference ? differenceWords(difference) : (why ?? faultWords(line)),
  ])
  const count = (outcome: Replayed['outcome']) => replayed.filter((each) => each.outcome === outcome).length
  const skipped = skippedBefore(replayed)
  const counts = (['equal', 'different', 'gone', 'unreadable'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`)
  return [
    ...table(['outcome', 'decision', 'region', 'decided at', 'snapshot', 'logged', 'what'], rows),
    ...replayed.flatMap((each) => explainedLines(output, each, limit)),
    '',
    `${replayed.length} replayed: ${counts.join(', ')}`,
    ...(skipped > 0
      ? [`${skipped} more were left out by the isolates that logged these: too many at once, or too long`]
      : []),
  ]
}

function skippedBefore(replayed: readonly Replayed[]): number {
  return replayed.reduce((sum, { line }) => sum + (line?.logged.skipped ?? 0), 0)
}

function differenceWords({ path, logged, replayed, engine }: NonNullable<Replayed['difference']>): string {
  const words = (value: unknown) => (value === undefined ? 'nothing' : shown(value))
  return `${path || 'the answer'}: logged ${words(logged)}, replayed ${words(replayed)} (${engine} engine)`
}

function shown(value: unknown): string {
  const text = plain(JSON.stringify(value))
  return text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text
}

function faultWords(line: DecisionLogLine | null): string {
  return line?.fault ? `${plain(line.fault.name)} with snapshot ${shortHash(line.fault.snapshot)}` : ''
}

function explainedLines(output: Output, { decisionId, line, explained }: Replayed, limit: number): string[] {
  if (line === null || explained === null) return []
  return explained.flatMap((each) => {
    const { placement } = each
    const asked = `placement ${placement.id} on ${placement.surface}, ${placement.count} asked for`
    const title = [`${decisionId}: ${asked}`, ...armWords(line)].join(', ')
    const document = explainedDocument(line, each, limit)
    return ['', paint(output, 'bold', title), ...explanation(output, document)]
  })
}

/** The arms of the viewer, as `ff explain --arm` takes them; none: control alone, and in no experiment. */
function armWords({ arms, holdout }: DecisionLogLine): readonly string[] {
  return holdout ? ['holdout=held-out'] : arms.map(([experiment, arm]) => `${plain(experiment)}=${plain(arm)}`)
}

/** In the shape of `explain`'s own answer, with what the placement and the seed of its draw were. */
function explainedDocument(line: DecisionLogLine, { placement, explanation: why }: ExplainedPlacement, limit: number) {
  const { now, territory, place, cap, guestCap, minor, kids, privacy, viewer, timeZones, unknownPlace } = line.context
  return {
    placement,
    context: {
      ...{ territory: place, rights: territory, cap, guestCap, minor, kids, privacy, viewer },
      ...{ timezone: timeZones.join(' '), now: new Date(now).toISOString(), unknownPlace, seed: line.seed },
    },
    snapshot: { id: line.snapshot.id, sequence: line.snapshot.sequence, region: line.region },
    ...(armWords(line).length > 0 && { owned: line.owned[placement.surface] ?? {} }),
    kept: why.kept.slice(0, limit),
    rejected: why.rejected.slice(0, limit),
    total: why.total,
  }
}
