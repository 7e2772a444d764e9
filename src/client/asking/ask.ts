import type { DecisionsAnswer } from '../device-types.ts'
import { fingerprint } from '../keeping/fingerprint.ts'
import type { LastGoodAnswers } from '../keeping/last-good.ts'
import type { Sessions } from '../keeping/sessions.ts'
import type { AskFailure, AskOptions, AskOutcome } from '../outcome.ts'
import { sendSafely } from '../send-safely.ts'
import type { ClientSettings } from '../settings.ts'
import { type AskedQuestion, type AskedWith, requestOf } from './question.ts'
import { failureOf, readAnswer, usableOf } from './read-answer.ts'
import { viewerOf } from './viewer.ts'

const DEADLINE_MS = 400
/** A late answer is waited for, to be kept for the next time; after this, nobody waits. */
const TIMEOUT_MS = 10_000

/** What every question is asked with. */
export interface Asker {
  readonly settings: ClientSettings
  readonly sessions: Sessions
  readonly lastGood: LastGoodAnswers
}

/** One question, asked. */
export interface Asking {
  /** Nobody waits for it any more: it tells nothing from now on. */
  cancel(): void
}

/** `isPage`: it goes on from an answer of before, so that it is waited for, and none of before can stand in for it. */
interface How extends AskOptions {
  readonly isPage?: boolean
}

let questions = 0

/**
 * Asks the edge, and calls `done` once: with its answer, or at the deadline with the last good answer to the very same
 * question of the very same viewer, or else with the device's own items.
 */
export function ask(asker: Asker, question: AskedQuestion, how: How, done: (outcome: AskOutcome) => void): Asking {
  const { settings, sessions, lastGood } = asker
  const { clock, edgeUrl, transport } = settings
  const { asked, viewer, key } = identityOf(settings, question, how)
  const number = ++questions
  const startedAt = clock.now()
  const waitMs = how.deadlineMs ?? (how.isPage ? TIMEOUT_MS : (settings.deadlineMs ?? DEADLINE_MS))
  let isCancelled = false
  let tellNow: typeof done | undefined = done

  const tell = (
    source: AskOutcome['source'],
    found: AskFailure | null,
    answer: DecisionsAnswer | null,
    ageMs = 0,
  ): void => {
    const told = tellNow
    tellNow = how.late
    stopWaiting()
    // Whoever watches now may have other rights, or other wishes, than whoever asked.
    const isSame = identityOf(settings, question, how).key === key
    const failure = isSame ? found : failureOf('changed', 'Viewer or hints have changed.')
    const given = isSame ? answer : null
    told?.({
      source: isSame ? source : 'device',
      failure,
      answer: given,
      ageMs,
      tookMs: clock.now() - startedAt,
      ...usableOf(given, question.placements, settings, failure),
    })
  }
  const giveUp = (failure: AskFailure): void => {
    if (tellNow !== done) return
    const kept = how.isPage || failure.why === 'refused' ? null : lastGood.of(key)
    if (kept === null) tell('device', failure, null)
    else tell('last-good', failure, kept.answer, kept.ageMs)
  }
  const stopWaiting = clock.after(waitMs, () => giveUp(failureOf('late', `Nothing came in ${waitMs} ms.`)))
  const request = requestOf(edgeUrl, question, asked, sessions.of(viewer), Math.max(TIMEOUT_MS, waitMs))
  const end = sendSafely(transport, request, (response) => {
    if (isCancelled) return
    const read = readAnswer(response)
    if ('failure' in read) return giveUp(read.failure)
    sessions.keep(viewer, read.answer.session, number)
    if (!how.isPage) lastGood.keep(key, read.answer)
    tell('edge', null, read.answer)
  })
  return {
    cancel: () => {
      isCancelled = true
      tellNow = undefined
      stopWaiting()
      end()
    },
  }
}

interface Identity {
  readonly asked: AskedWith
  /** Fingerprint of the viewer. */
  readonly viewer: string
  /** Fingerprint of all that the answer depends on. */
  readonly key: string
}

function identityOf(
  { clock, edgeUrl, viewerToken, hints, headers }: ClientSettings,
  question: AskedQuestion,
  how: How,
): Identity {
  const asked: AskedWith = {
    viewerToken: viewerToken?.() ?? null,
    hints: { ...hints?.(), ...how.hints },
    headers: headers?.() ?? {},
  }
  const who = viewerOf(asked.viewerToken, clock.wallMs())
  // The request itself has in it all that an answer depends on, but for the viewer, whose token is renewed.
  const request = requestOf(edgeUrl, question, { ...asked, viewerToken: null }, null, 0)
  return { asked, viewer: fingerprint(who), key: fingerprint(who + JSON.stringify(request)) }
}
