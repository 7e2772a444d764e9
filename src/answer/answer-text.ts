import type { DecisionsAnswer } from '../contracts/device/answers/decisions.ts'
import type { Pick as Picked } from '../decide/decide.ts'
import { type NoDecisionReason, STATUS_CODES } from '../model/nouns/reason.ts'
import { type Answered, answerBody, VALID_FOR_MS_MAX } from './answer-body.ts'
import { groundOf } from './floor.ts'
import { itemText } from './item-texts.ts'

/** The sealed parts of an answer. */
export type Sealed = Pick<DecisionsAnswer, 'token' | 'session'>

/**
 * The answer as text: byte for byte `JSON.stringify` of `answerBody` with the sealed parts, assembled from cached item
 * texts. Building objects for each answer, and serialising them, takes longer than deciding.
 */
export function answerText(answered: Answered, { token, session }: Sealed): string {
  const { context, decisions, described, decisionId, ended } = answered
  if (!inOrderAsNamed(decisions)) {
    const { decisionId: first, ...rest } = answerBody(answered)
    const whole: DecisionsAnswer = { decisionId: first, token, session, ...rest }
    return JSON.stringify(whole)
  }
  const writer = new Writer(answered)
  const picks = writer.placements('picks')
  const backups = writer.placements('backups')
  const floored = decisions.flatMap(({ placement, floor }) => (floor ? [why(placement.id, floor)] : []))
  const empty =
    ended === null
      ? decisions.flatMap(({ placement, empty }) => (empty === null ? [] : [why(placement.id, empty)]))
      : [why(ended, 'end-of-feed')]
  return (
    `{"decisionId":"${decisionId}","token":"${token}","session":"${session}","serverTime":"${isoTime(context.now)}",` +
    `"validForMs":${Math.max(0, writer.validForMs)},"snapshot":${describedText(described)},` +
    `"territory":"${context.place}","viewer":"${context.viewer}","privacy":"${context.privacy}",` +
    `"decisions":{${picks}}${backups === '' ? '' : `,"backups":{${backups}}`},"noDecisions":[${empty.join(',')}]` +
    `${floored.length > 0 ? `,"floor":[${floored.join(',')}]` : ''}}`
  )
}

/**
 * Whether an object would keep the placements in this order. Objects put index-like names first, and merge equal names.
 */
function inOrderAsNamed(decisions: Answered['decisions']): boolean {
  if (decisions.some(({ placement }) => /^\d/.test(placement.id))) return false
  return decisions.length < 2 || new Set(decisions.map(({ placement }) => placement.id)).size === decisions.length
}

/** Writes items, and tracks how long they are valid. */
class Writer {
  validForMs = VALID_FOR_MS_MAX

  constructor(private readonly answered: Answered) {}

  placements(which: 'picks' | 'backups'): string {
    let text = ''
    for (const decision of this.answered.decisions) {
      const shown = decision[which]
      if (shown.length === 0) continue
      text += `${text === '' ? '' : ','}${quoted(decision.placement.id)}:[${this.#items(decision, shown)}]`
    }
    return text
  }

  #items(decision: Answered['decisions'][number], shown: readonly Picked[]): string {
    const { snapshot, context } = groundOf(decision, this.answered)
    let text = ''
    for (const pick of shown) {
      const { behindPosition, validUntil } = itemText(snapshot, context, pick, this.answered.mediaOrigin)
      this.validForMs = Math.min(this.validForMs, validUntil - context.now)
      text += `${text === '' ? '' : ','}{"position":${pick.position}${behindPosition}`
    }
    return text
  }
}

function describedText({ id, sequence, ageSeconds, rung }: Answered['described']): string {
  return `{"id":"${id}","sequence":${sequence},"ageSeconds":${ageSeconds},"rung":"${rung}"}`
}

function why(placement: string, reason: NoDecisionReason): string {
  return `{"placement":${quoted(placement)},"statusCode":${STATUS_CODES[reason]},"reason":"${reason}"}`
}

/** Placement ids are chosen by the device, so they are escaped. */
function quoted(name: string): string {
  return /^[A-Za-z0-9_-]*$/.test(name) ? `"${name}"` : JSON.stringify(name)
}

let writtenInstant = Number.NaN
let writtenTime = ''

/** Cached, because many answers fall into one millisecond. */
function isoTime(now: number): string {
  if (now !== writtenInstant) {
    writtenTime = new Date(now).toISOString()
    writtenInstant = now
  }
  return writtenTime
}
