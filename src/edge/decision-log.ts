import type { DressedDecision } from '../answer/dressed-decision.ts'
import { mix32 } from '../decide/draw/chance.ts'
import { type LineKey, publicLineKey } from '../decision-log/line-key.ts'
import { sealLine } from '../decision-log/seal-line.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import { hash32 } from '../model/hash32.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'
import type { DecisionMessage } from '../model/messages/queue-message.ts'
import { ageOf } from '../model/nouns/age.ts'
import { logLine, type Made } from '../replay/log-line.ts'
import { sha256Hex } from '../snapshot/sha256.ts'

/** A queue takes messages of 128 kB; base64 and the envelope take their part. In bytes of the line. */
const LINE_BYTES_MAX = 90_000

/** What must be logged comes in floods when storage is down: so many lines at once, and so many a second after. */
const BURST = 50
const PER_SECOND = 10

/** What came of a request, as far as it says whether to log it. */
export interface LogOccasion extends Pick<Made, 'decisionId' | 'at' | 'fault'> {
  readonly rung: Made['described']['rung']
  /** Null where a fault came instead. */
  readonly decisions: readonly Pick<DressedDecision, 'empty' | 'floor'>[] | null
}

export function occasionOf({ decisionId, at, fault, described, outcome }: Made): LogOccasion {
  return { decisionId, at, fault, rung: described.rung, decisions: outcome?.decisions ?? null }
}

interface DecisionLogSettings {
  /** The share of decisions that is logged whatever came of them, 0 to 1. */
  readonly rate: number
  /** Null: lines stay readable, which is for the local stack alone. */
  readonly key: LineKey | null
}

/**
 * Which decisions are logged, and what of them. A decision's id says whether it is sampled, so that a retry is told
 * the same; fallbacks, empty placements and faults are always written, as long as they do not come in floods.
 */
export class DecisionLog {
  private tokens = BURST
  private filledAt = 0
  private skipped = 0

  constructor(private readonly settings: DecisionLogSettings) {}

  /**
   * The message to send, in a while; null when this decision is not logged. Of a thousand decisions one is: `made` is
   * asked for that one alone.
   */
  record(occasion: LogOccasion, made: () => Made): Promise<DecisionMessage | null> | null {
    const because = this.because(occasion)
    if (because === null) return null
    const { skipped } = this
    this.skipped = 0
    const weight = because === 'sampled' ? 1 / this.settings.rate : 1
    return this.message(made(), { because, weight, skipped })
  }

  /** A line that could not be sent, with all that it told of: the next one counts them. */
  lost({ skipped }: { readonly skipped: number }): void {
    this.skipped += skipped + 1
  }

  private because(occasion: LogOccasion): DecisionLogLine['logged']['because'] | null {
    const certain = certainlyLogged(occasion)
    const sampled = mix32(hash32(occasion.decisionId)) / 2 ** 32 < this.settings.rate
    if (sampled) return certain ?? 'sampled'
    if (certain === null) return null
    if (this.mayWrite(occasion.at)) return certain
    this.skipped++
    return null
  }

  private mayWrite(now: number): boolean {
    // A clock that went back fills it: that is as much as it ever holds.
    this.tokens = Math.min(BURST, this.tokens + (ageOf(this.filledAt, now) / 1000) * PER_SECOND)
    this.filledAt = now
    if (this.tokens < 1) return false
    this.tokens--
    return true
  }

  private async message(made: Made, logged: DecisionLogLine['logged']): Promise<DecisionMessage | null> {
    const { decisionId, region, at } = made
    const json = JSON.stringify(await shortened(logLine(made, logged)))
    // The queue would refuse it, and nobody would know that it is missing.
    if (new TextEncoder().encode(json).length > LINE_BYTES_MAX) {
      console.error(JSON.stringify({ level: 'error', code: 'decision-line-too-long', decisionId }))
      this.lost(logged)
      return null
    }
    const { key } = this.settings
    return { type: 'decision', decisionId, region, at, line: key === null ? json : await sealLine(json, key) }
  }
}

/** What would be missed: nobody can say afterwards why a screen showed a house ident, or nothing. */
function certainlyLogged({ rung, decisions, fault }: LogOccasion): DecisionLogLine['logged']['because'] | null {
  if (fault !== null || decisions === null) return 'fault'
  if (rung === 'cached' || rung === 'baseline') return 'fallback'
  if (decisions.some(({ floor }) => floor !== undefined)) return 'fallback'
  // Every feed ends some time: that is no news.
  const empty = decisions.some((decision) => decision.empty !== null && decision.empty !== 'end-of-feed')
  return empty ? 'empty' : null
}

/** A line that would not fit keeps the hash of its body in its place: equal or not can still be told. */
async function shortened(line: DecisionLogLine): Promise<DecisionLogLine> {
  const { answer } = line
  if (answer?.body === null || answer?.body === undefined) return line
  if (new TextEncoder().encode(JSON.stringify(line)).length <= LINE_BYTES_MAX) return line
  const sha256 = await sha256Hex(new TextEncoder().encode(canonicalJson(answer.body)))
  return { ...line, answer: { ...answer, body: null, sha256 } }
}

/** What the log needs of the edge worker's environment. */
interface LogEnvironment {
  readonly DECISION_LOG_RATE?: string
  readonly DECISION_LOG_PUBLIC_KEY?: string
  readonly DEBUG_CONTEXT?: string
}

/**
 * The log that the environment asks for; null: none. Without a key lines would be readable by whoever sees the queue,
 * which only the local stack allows. A setting that cannot be used turns the log off and says so: no answer is lost.
 */
export async function openDecisionLog(environment: LogEnvironment): Promise<DecisionLog | null> {
  const { DECISION_LOG_RATE: rateText = '', DECISION_LOG_PUBLIC_KEY: keyText = '', DEBUG_CONTEXT } = environment
  if (rateText === '') return null
  const rate = Number(rateText)
  if (!(rate >= 0 && rate <= 1)) return unusable('DECISION_LOG_RATE')
  if (keyText === '') return DEBUG_CONTEXT === 'on' ? new DecisionLog({ rate, key: null }) : null
  try {
    return new DecisionLog({ rate, key: await publicLineKey(keyText) })
  } catch {
    return unusable('DECISION_LOG_PUBLIC_KEY')
  }
}

function unusable(variable: string): null {
  console.error(JSON.stringify({ level: 'error', code: 'decision-log-off', variable }))
  return null
}
