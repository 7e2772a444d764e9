import type { CanaryTrial } from '../../contracts/ops/answers/inquiries/canary-trial.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { answer, shortHash } from '../frame/output.ts'
import { EXIT, type ExitCode, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { numberWithin, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { refusalText } from './refusal-text.ts'
import { REASON_FLAG, REGION_ARGUMENT, regionNamed, steeredLines } from './steering.ts'

/** Limits of the ops API for the share of viewers, in percent, and the default. */
const PERCENT = { least: 0.5, greatest: 50, otherwise: 5 } as const
const MINUTES = { least: 5, greatest: 24 * 60, otherwise: 60 } as const

interface Asked {
  readonly look?: boolean
  readonly percent?: string
  readonly minutes?: string
  readonly promote?: boolean
  readonly stop?: boolean
}

/** The requested end of a canary; null: a start, which alone takes a share and a time. */
function endOf({ percent, minutes, promote, stop }: Asked): 'promote' | 'stop' | null {
  if (promote && stop) throw new UsageError('--promote and --stop are given together', 'choose one of them')
  if (!promote && !stop) return null
  if (percent !== undefined || minutes !== undefined) {
    throw new UsageError('--percent and --minutes are only for a start', 'leave them out to end a canary')
  }
  return promote ? 'promote' : 'stop'
}

interface Share {
  readonly percent: number
  readonly minutes: number
}

function shareOf(asked: Asked): Share {
  return {
    percent: numberWithin('--percent', asked.percent, PERCENT.least, PERCENT.greatest) ?? PERCENT.otherwise,
    minutes: wholeNumber('--minutes', asked.minutes, MINUTES.least, MINUTES.greatest) ?? MINUTES.otherwise,
  }
}

function startedLines({ region, outcome, snapshot, refusals }: PublishResult, { percent, minutes }: Share): string[] {
  if (outcome === 'refused') return [`${region}: refused: ${refusals.map(refusalText).join('; ')}`]
  if (outcome === 'unchanged') return [`${region}: nothing to try: what a publish would announce is live already`]
  return [
    `${region}: ${percent} % of the viewers get ${shortHash(snapshot)} for ${minutes} minutes`,
    `ff canary ${region} --promote --reason "…" gives it to all, --stop takes it back; otherwise it ends by itself`,
  ]
}

async function start(shell: Shell, region: string, share: Share, reason: string): Promise<ExitCode> {
  const body = await (await openOps(shell)).startCanary(region, { ...share, reason })
  answer(shell, body, startedLines(body, share))
  return body.outcome === 'canary' ? EXIT.done : EXIT.refused
}

function trialLines({ region, canary, verdict, why, counts, compared }: CanaryTrial): string[] {
  const share = (value: number) => `${(100 * value).toFixed(2)} %`
  return [
    `${region}: ${shortHash(canary.snapshot)} on ${canary.permille / 10} % of the viewers until ${canary.until}: ${verdict}, ${why}`,
    `answers: ${counts.control.decisions} live, ${counts.canary.decisions} canary`,
    ...compared.map((each) => {
      const { least, most } = each.intervals.canary
      const interval = `${share(least)} to ${most === null ? 'any' : share(most)}`
      return `${each.rate}: ${share(each.control)} live, ${share(each.canary)} canary (99.9 %: ${interval})`
    }),
  ]
}

async function look(shell: Shell, region: string): Promise<ExitCode> {
  const body = await (await openOps(shell)).canaryTrial(region)
  answer(shell, body, trialLines(body))
  return EXIT.done
}

/** Starts a canary with what a publish would announce, promotes it to all viewers, or stops it. */
export const canary = defineVerb({
  name: 'canary',
  description: 'Try what a publish would announce on a share of the viewers; then promote or stop it',
  example: 'canary dach --percent 5 --minutes 60 --reason "new rules"',
  args: {
    region: REGION_ARGUMENT,
    reason: { ...REASON_FLAG, required: false },
    look: { type: 'boolean', description: 'Say how the running canary does, and change nothing' },
    percent: { type: 'string', description: 'Percent of the viewers (5; from 0.5 to 50)', valueHint: '5' },
    minutes: { type: 'string', description: 'Minutes until it ends by itself (60; from 5 to 1440)', valueHint: '60' },
    promote: { type: 'boolean', description: 'Give the running canary to all viewers' },
    stop: { type: 'boolean', description: 'Stop the running canary' },
  },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const action = endOf(args)
    if (args.look) return look(shell, region)
    const { reason } = args
    if (reason === undefined) throw new UsageError('--reason is missing', `like: ff ${canary.example}`)
    if (action === null) return start(shell, region, shareOf(args), reason)
    const body = await (await openOps(shell)).endCanary(region, { action, reason })
    const done = action === 'promote' ? 'all viewers get' : 'the canary is gone; all viewers get'
    answer(shell, body, steeredLines(body, done))
    return EXIT.done
  },
})
