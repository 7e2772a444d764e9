import type {
  ExperimentDecided,
  ExperimentList,
  ExperimentShown,
} from '../../contracts/ops/answers/experiments/experiments.ts'
import { refusedAlike } from '../../experiment/record/refused-alike.ts'
import { count, plain, table } from '../frame/output.ts'
import { waitingLines } from '../publish/waiting-lines.ts'

/** `0.015` → `1.5 %`. */
export function share(of: number): string {
  return `${Number((of * 100).toFixed(2))} %`
}

/** Why nobody more takes part in it. Where it was restored nobody does at all, until somebody resumes it. */
function heldLine(key: string, { reason, coverage }: NonNullable<ExperimentShown['held']>): string {
  if (coverage === null) return `ITS RAMP HAS STOPPED BY ITSELF: ${plain(reason)}`
  return `NOBODY TAKES PART: ${plain(reason)} ff experiment ramp ${plain(key)} --resume --reason "…" lets it go on.`
}

/** Regions that do not serve it, each reason once. */
function refusedLines({ state, refused }: Pick<ExperimentShown, 'state' | 'refused'>): string[] {
  const words = state === 'draft' ? 'would not be served' : 'NOT SERVED'
  return refusedAlike(refused).map(
    ({ regions, reason }) => `${words} in ${plain(regions.join(', '))}: ${plain(reason)}`,
  )
}

/** Why no more units could take part now, where no region says so by itself. */
function againstLines({ state, refused, against }: Pick<ExperimentShown, 'state' | 'refused' | 'against'>): string[] {
  if (against === null || refused.length > 0) return []
  return [`${state === 'draft' ? 'a start' : 'a step of its ramp'} would be refused now: ${plain(against)}`]
}

/** The experiments as a table, and the holdout. */
export function listLines({ experiments, damaged, holdout }: ExperimentList): string[] {
  const held = `${share(holdout.share)} of all units are held out (${plain(holdout.seed)}): rules/experiments.json`
  const broken = damaged.map(({ key, reason }) => `DAMAGED: ${plain(key)}: ${plain(reason)}`)
  if (experiments.length === 0) return ['there is no experiment: ff experiment put FILE', ...broken, held]
  const heads = ['key', 'layer', 'state', 'takes part', 'results up to', 'units', 'says', 'not served in', 'owns']
  const rows = experiments.map(({ key, layer, state, coverage, latest, held, refused, winner, paths }) => [
    ...[plain(key), plain(layer), winner === null ? plain(state) : `${plain(winner)} won`, share(coverage)],
    ...[plain(latest?.day ?? '–'), count(latest?.units), saysOf(held, latest)],
    ...[plain(refused.map(({ region }) => region).join(' ') || '–'), plain(paths.join(' '))],
  ])
  return [...table(heads, rows), ...broken, held]
}

function saysOf(held: ExperimentShown['held'], latest: ExperimentShown['latest']): string {
  if (held === null) return plain(latest?.verdict ?? '–')
  return held.coverage === null ? 'ramp held' : 'restored: resume it'
}

/** What is left to do so that all get what a winner has. */
export function rollOutLines(next: ExperimentDecided['next']): string[] {
  if (next.length === 0) return ['nothing is left to do: the rules have its values already']
  const steps = next.map(({ value, rule, command }) =>
    rule === null
      ? `  ${plain(command)}`
      : `  ${plain(rule.file)}: ${plain(rule.field)} from ${JSON.stringify(rule.before)} to ${plain(JSON.stringify(value))}`,
  )
  return ['so that all get what the winner has:', ...steps]
}

/** An experiment: how it stands, its arms, and what was done to it. */
export function shownLines(shown: ExperimentShown): string[] {
  const { key, state, coverage, revision, held, nextStep, experiment, decision, latest, history, rollOut } = shown
  const { layer, unit, variations, metrics, guardrails, hypothesis } = experiment
  return [
    `${plain(key)} ${state === 'running' ? `runs for ${share(coverage)} of all units` : `is ${state === 'draft' ? 'a draft' : plain(state)}`} (revision ${count(revision)})`,
    ...(hypothesis === undefined ? [] : [`  ${plain(hypothesis)}`]),
    `  layer ${plain(layer)}, by ${plain(unit)}; measures ${plain(metrics.join(', '))}; guards ${plain(guardrails.join(', ') || 'nothing')}`,
    ...variations.map((arm) => `  ${plain(arm.key)}: ${plain(parametersOf(arm.parameters))}`),
    ...(nextStep === null ? [] : [`  grows to ${share(nextStep.coverage)} at ${plain(nextStep.at)}`]),
    ...(held === null ? [] : [`  ${heldLine(key, held)}`]),
    ...[...refusedLines(shown), ...againstLines(shown), ...waitingLines(shown)].map((line) => `  ${line}`),
    ...(latest === null
      ? []
      : [`  results up to ${plain(latest.day)}: ${plain(latest.verdict)}, ${count(latest.units)} units`]),
    ...(decision === null
      ? []
      : [
          `  ${plain(decision.winner)} won: ${plain(decision.reason)}${decision.despite === null ? '' : ` (despite: ${plain(decision.despite)})`}`,
          ...rollOutLines(rollOut.find(({ arm }) => arm === decision.winner)?.next ?? []).map((line) => `  ${line}`),
        ]),
    '',
    ...table(
      ['at (UTC)', 'what', 'takes part', 'by', 'why'],
      history.map((step) => [
        ...[
          plain(step.at.slice(0, 16)),
          plain(step.act),
          share(step.coverage),
          plain(step.by),
          plain(step.reason ?? '–'),
        ],
      ]),
    ),
  ]
}

function parametersOf(parameters: ExperimentShown['experiment']['variations'][number]['parameters']): string {
  const named = Object.entries(parameters).map(([path, value]) => `${path} = ${value}`)
  return named.join(', ') || 'what the rules have'
}
