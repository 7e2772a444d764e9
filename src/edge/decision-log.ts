import type { DressedDecision } from '../answer/dressed-decision.ts'
import { type LineKey, publicLineKey } from '../decision-log/line-key.ts'
import { sealLine } from '../decision-log/seal-line.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'
import type { DecisionMessage } from '../model/messages/queue-message.ts'
import { ageOf } from '../model/nouns/age.ts'
import { logLine, type Made } from '../replay/log-line.ts'
import { isInSample } from '../replay/sampled.ts'
import { sha256Hex } from '../snapshot/sha256.ts'

/** Greatest line, in bytes: a queue message may have 128 kB, of which base64 and the envelope take a part. */
const LINE_BYTES_MAX = 90_000

/** Rate limit for lines that must be logged, which flood when storage is down: lines at once, then lines a second. */
const BURST = 50
const PER_SECOND = 10

/** The outcome of a request, as far as it determines whether it is logged. */
export interface LogOccasion extends Pick<Made, 'decisionId' | 'at' | 'fault'> {
  readonly rung: Made['described']['rung']
  /** Null when the request ended in a fault. */
  readonly decisions: readonly Pick<DressedDecision, 'empty' | 'floor'>[] | null
}

export function occasionOf({ decisionId, at, fault, described, outcome }: Made): LogOccasion {
  return { decisionId, at, fault, rung: described.rung, decisions: outcome?.decisions ?? null }
}

interface DecisionLogSettings {
  /** The share of all decisions that is sampled, 0 to 1. */
  readonly rate: number
  /** The key that lines are encrypted to. Null: lines stay readable, which only the local stack allows. */
  readonly key: LineKey | null
}

/**
 * Chooses which decisions are logged, and writes their lines. Sampling depends on the decision's id, so a retry is
 * treated alike; fallbacks, empty placements and faults are always logged, up to the rate limit.
 */
export class DecisionLog {
  private tokens = BURST
  private filledAt = 0
  private skipped = 0

  constructor(private readonly settings: DecisionLogSettings) {}

  /**
   * The message to send, as a promise; null when this decision is not logged. `made` is called only for logged
   * decisions, about one in a thousand.
   */
  record(occasion: LogOccasion, made: () => Made): Promise<DecisionMessage | null> | null {
    const because = this.because(occasion)
    if (because === null) return null
    const { skipped } = this
    this.skipped = 0
    const weight = because === 'sampled' ? 1 / this.settings.rate : 1
    return this.message(made(), { because, weight, skipped })
  }

  /** Notes a line that could not be sent, with the skipped lines that it counted: the next line counts them all. */
  lost({ skipped }: { readonly skipped: number }): void {
    this.skipped += skipped + 1
  }

  private because(occasion: LogOccasion): DecisionLogLine['logged']['because'] | null {
    const certain = certainlyLogged(occasion)
    const sampled = isInSample(occasion.decisionId, this.settings.rate)
    if (sampled) return certain ?? 'sampled'
    if (certain === null) return null
    if (this.mayWrite(occasion.at)) return certain
    this.skipped++
    return null
  }

  private mayWrite(now: number): boolean {
    // A clock that went back refills the bucket, to its usual maximum.
    this.tokens = Math.min(BURST, this.tokens + (ageOf(this.filledAt, now) / 1000) * PER_SECOND)
    this.filledAt = now
    if (this.tokens < 1) return false
    this.tokens--
    return true
  }

  private async message(made: Made, logged: DecisionLogLine['logged']): Promise<DecisionMessage | null> {
    const { decisionId, region, at } = made
    const json = JSON.stringify(await shortened(logLine(made, logged)))
    // The queue would refuse a longer message, and nobody would know that it is missing.
    if (new TextEncoder().encode(json).length > LINE_BYTES_MAX) {
      console.error(JSON.stringify({ level: 'error', code: 'decision-line-too-long', decisionId }))
      this.lost(logged)
      return null
    }
    const { key } = this.settings
    return { type: 'decision', decisionId, region, at, line: key === null ? json : await sealLine(json, key) }
  }
}

/**
 * Why a decision is logged in any case, or null. It explains afterwards why a screen showed a house ident or nothing.
 */
function certainlyLogged({ rung, decisions, fault }: LogOccasion): DecisionLogLine['logged']['because'] | null {
  if (fault !== null || decisions === null) return 'fault'
  if (rung === 'cached' || rung === 'baseline') return 'fallback'
  if (decisions.some(({ floor }) => floor !== undefined)) return 'fallback'
  // Every feed ends at some time; that is not worth a line.
  const empty = decisions.some((decision) => decision.empty !== null && decision.empty !== 'end-of-feed')
  return empty ? 'empty' : null
}

/** Replaces the body of a line that is too long by its hash, which still shows whether two bodies are equal. */
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
 * Opens the log that the environment asks for; null: none. Without a key, anybody who can read the queue could read the
 * lines, which only the local stack allows. An unusable setting turns the log off and is reported; no answer is lost.
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
