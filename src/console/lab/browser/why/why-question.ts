import type { z } from 'zod'
import type { DecisionsAnswer, StatedHints } from '../../../../client/device-types.ts'
import type { explainQuestion } from '../../../../contracts/ops/requests/explain.ts'
import type { ShownHere } from './shown-here.ts'
import { claimsOf } from './viewer-claims.ts'

/** Body of a question to explain. */
export type WhyQuestion = z.input<typeof explainQuestion>

/** Of the lab's controls, what says who asks and where; both are empty where nothing was chosen. */
interface AskedBy {
  readonly country: string
  readonly viewerToken: string
}

/** More candidates than these are not counted one by one: an answer would be megabytes. */
const LISTED_MAX = 5000

/**
 * The question of the device again, as explain takes it: same instant, place, viewer and device, and the same seed. A
 * request without a `requestId`, as the lab sends, draws by the id of its decision. The decision log knows its arms.
 */
export function whyQuestion(
  { surface, beside }: Pick<ShownHere, 'surface' | 'beside'>,
  answer: Pick<DecisionsAnswer, 'decisionId' | 'serverTime' | 'territory' | 'viewer'>,
  { country, viewerToken }: AskedBy,
  { device, language, codecs, kids }: StatedHints,
): WhyQuestion {
  return {
    surface,
    country: country === '' ? answer.territory : country,
    now: answer.serverTime,
    seed: answer.decisionId,
    armsOf: answer.decisionId,
    device,
    language,
    codecs: codecs && [...codecs],
    // An answer named it, so it is the id of a title.
    ...(beside ? { inView: beside as `ttl_${string}` } : {}),
    ...(answer.viewer === 'guest' ? {} : claimsOf(viewerToken)),
    ...(kids ? { kids: true } : {}),
    limit: LISTED_MAX,
  }
}
