import { evaluatePolicy } from '../../off-policy/evaluate-policy.ts'
import { valuesOfFlag } from '../frame/arguments.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { EVENT_FLAGS } from '../learn/run/event-flags.ts'
import { openOps } from '../ops/ops-client.ts'
import { estimateOrder, keptLines } from './estimate-order.ts'
import { evaluationDocument } from './evaluation-document.ts'
import { evaluationText } from './evaluation-text.ts'
import { named, POLICY_KINDS, policyOf, typedPolicy } from './policy-of.ts'
import { readLogs } from './read-logs.ts'
import { type AskedLines, linesTyped } from './snapshot/asked-lines.ts'
import { judgeSnapshot } from './snapshot/judge-snapshot.ts'

const LOGS = [
  'A log says what was shown, with which chance, and what came of it. Each file is in one of two formats, told by its first line:',
  '',
  '  NDJSON     {"decision":"d1","position":0,"action":"ast_a","propensity":0.25,"reward":1,"unit":"u1"}',
  '  Open Bandit, a CSV     timestamp,item_id,position,click,propensity_score,…',
  '',
  'The propensity is the chance of the action at its position, given what stands above it on the page; of a page of one row, and of',
  'Open Bandit, whatever stands above. Rows of one unit (a viewer) hang together; without, each page is a unit. "sticky":true and',
  '"drawn":false mark what no draw decided: it is left out, and stands above the others. Positions count from 0 if any is 0, else',
  'from 1. More fields do no harm. --reward names the column or field of the reward: click, or reward.',
].join('\n')

const POLICIES = [
  'uniform      every action of the log alike (--actions N: of so many)',
  'logged       what wrote the log: its mean, as a check',
  'table:FILE   {"ast_a":0.7,"ast_b":0.3}, on a page without what stands above; or by position {"ast_a":[0.7,0.3],"ast_b":[0.3,0.7]}',
  'snapshot:ID  a snapshot of a deployment, by its first digits, or a folder of ff snapshot get; its log is the decision log, see below',
  'thompson:FILE  {"arms":{"ast_a":[3,97],"ast_b":[1,30]}}: alpha and beta of what is believed of each action; exact, nothing is drawn',
].join('\n')

const SNAPSHOTS = [
  'Before snapshot:ID is served: what would it have brought, and could what it shows have been drawn? The log is lines of the decision',
  'log: the newest of the deployment (--last), or files of them, whole (GET /ops/v1/decisions?for=replay). --events are rows of the',
  'analytics sink, read by DuckDB; deliberate starts are the reward (--reward click: that event alone). A decision line or an event that',
  'is none is rejected by its line. Snapshots that answered are fetched from the deployment. Only sampled lines count, and no backups.',
  'A line of an arm, or held out, keeps its arm where the snapshot serves it; else it decides as control, and the answer counts both.',
  'src/experiment/README.md says how to come by a snapshot of a change.',
  '',
  '  ff ope --last 1000 --region dach --policy snapshot:2f0c81d4 --events .firstframe/analytics/events --explain',
  '  ff ope --log lines.ndjson --policy snapshot:warmer-dach --events events.ndjson',
].join('\n')

const READ = [
  'ipw is right on average, and wide; snipw is narrower; dm trusts a table of the rewards of each action; dr corrects that table. low',
  'and high hold the value with 95 %, by units; those of dm only say how sure its table is, which leans to the mean of the log where an',
  'action has fewer than some 200 rows. When they disagree, trust ipw and dr. ips and snips are of whole pages. The difference is dr less',
  'what the log itself brought, on the same rows: narrower than either, as luck in both does not count.',
  '',
  'The verdict is refused, with the numbers still shown, where the log cannot carry one: effective-sample-size under 200, max-weight',
  'above a hundredth of the rows, mean-weight off 1 by 4 standard errors, support under 0.95, rejected-rows above 1 % (of rows; of decision',
  'lines; of events), few-units under 50, rewards-alike where less than 10 units have a reward other than the most common one, or none',
  'differs from another. Exit codes: 0 ok, 1 refused, 2 a file that cannot be read.',
].join('\n')

const PUSH =
  '--push "warmer heroes" also sends the answer to the publisher (FF_OPS_URL), which keeps the last 50: who, when, the names of the\nfiles and all numbers, no row of the log.'

const ARGUMENTS = {
  log: { type: 'string', description: 'A file of the log; more may follow' },
  last: {
    type: 'string',
    description: 'For snapshot: the newest lines of the decision log of the deployment, instead of a file',
    valueHint: '1000',
  },
  region: { type: 'string', description: 'With --last: only of this region', valueHint: 'dach' },
  more: { type: 'positional', required: false, description: 'Further files of the same log' },
  policy: { type: 'string', required: true, description: POLICY_KINDS },
  reward: { type: 'string', description: 'The column, field or event of the reward' },
  events: {
    ...EVENT_FLAGS.events,
    description: 'For snapshot: events, a folder, or a pattern in quotes, of *.parquet or *.ndjson',
  },
  erased: EVENT_FLAGS.erased,
  explain: { type: 'boolean', description: 'For snapshot: list the assets that could not have been drawn' },
  actions: { type: 'string', description: 'How many actions uniform draws from, those of the log among them' },
  push: {
    type: 'string',
    description: 'Keep the answer with the publisher under this name, for the console to show',
    valueHint: 'name',
  },
} as const

/** Estimates from a log what another policy would have brought. */
export const ope = defineVerb({
  name: 'ope',
  description: 'Estimate from a log what another policy would have brought, or say that the log cannot tell',
  example: 'ope --log shown.ndjson --policy uniform',
  notes: [LOGS, POLICIES, SNAPSHOTS, READ, PUSH],
  repeats: true,
  repeatedFlags: ['log'],
  args: ARGUMENTS,
  run: async (args, shell, rawArgs) => {
    const files = [...valuesOfFlag(ARGUMENTS, rawArgs, 'log'), ...args._]
    const [, snapshot] = /^snapshot:(.+)$/.exec(args.policy) ?? []
    if (snapshot !== undefined) {
      const asked = {
        typed: snapshot,
        lines: linesAsked(files, args),
        events: eventsAsked(args),
        reward: args.reward ?? null,
        explain: args.explain === true,
      }
      return await judgeSnapshot(shell, asked, args.push ?? null)
    }
    if (files.length === 0 && args.last === undefined) throw new UsageError('--log is missing', 'ff ope --log FILE …')
    const others = [args.events, args.erased, args.last, args.region]
    if (args.explain === true || others.some((each) => each !== undefined)) {
      throw new UsageError(
        '--events, --erased, --last, --region and --explain are for --policy snapshot:ID',
        'another log names its rewards itself',
      )
    }
    const typed = typedPolicy(args.policy, wholeNumber('--actions', args.actions, 1, 1e9))
    const ops = args.push === undefined ? null : await openOps(shell)
    const log = await readLogs(files, args.reward ?? null)
    const policy = await policyOf(shell, typed, log)
    const evaluation = named(args.policy, () => evaluatePolicy(log, policy))
    const kept = await ops?.keepEstimate(estimateOrder(args.push ?? '', evaluation, { files }))
    answer(shell, evaluationDocument(evaluation, files), [
      ...evaluationText(evaluation, files),
      ...keptLines(kept ?? null),
    ])
    return evaluation.verdict === 'ok' ? EXIT.done : EXIT.refused
  },
})

/** Where the events are. @throws UsageError when they are not given */
function eventsAsked({
  events,
  erased,
}: {
  readonly events?: string | undefined
  readonly erased?: string | undefined
}) {
  if (events === undefined)
    throw new UsageError('--policy snapshot needs --events', 'rows of the analytics sink: they say what was rewarded')
  return { events, erased: erased ?? null }
}

/** Which lines are asked about. @throws UsageError */
function linesAsked(files: readonly string[], typed: Parameters<typeof linesTyped>[1]): AskedLines {
  const asked = linesTyped(files, typed)
  if (asked !== null) return asked
  throw new UsageError('no line of the decision log is asked about', '--last 1000 --region dach, or --log FILE')
}
