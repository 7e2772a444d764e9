import type { z } from 'zod'
import {
  RIBBON_STEPS_MAX,
  type RibbonViewer,
  ribbonQuestion,
} from '../../contracts/ops/requests/preview/preview-ribbon.ts'
import type { Place, Viewer } from '../../decide/context/context.ts'
import { explainedViewer } from '../../decide/explain/explained-asker.ts'
import type { RibbonSpan } from '../../decide/ribbon/turning-instants.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { agesOfPlace } from '../../rules/lookup/ages-of-place.ts'
import { regionFor } from '../../rules/lookup/route.ts'
import { explainedPlace, explainRequest, knownCountry } from '../inquiries/explain-request.ts'
import { OpsProblem } from '../ops-problem.ts'
import { previewedInstant, viewerOfAge } from './preview-request.ts'

const MINUTE_MS = 60_000
const STEP_MINUTES_DEFAULT = 15
/** The highest cap: a proven adult has it. */
const ADULT_CAP = 21

/** The question of the contract, with names that this publisher knows. */
export const ribbonRequest = ribbonQuestion.extend({
  country: knownCountry,
  timezone: explainRequest.shape.timezone,
})

/** A question, ready to be decided. */
export interface RibbonOrder {
  readonly place: Place
  readonly region: RegionId
  readonly span: RibbonSpan
  readonly stepMs: number
  readonly viewers: readonly { readonly named: RibbonViewer; readonly viewer: Viewer }[]
}

/**
 * Who is shown what when, from the words of a question.
 * @throws OpsProblem 400 that names the field
 */
export function ribbonOrder(request: z.infer<typeof ribbonRequest>, rules: Rules, now: number): RibbonOrder {
  const from = previewedInstant(request.from, 'from', now)
  const place = explainedPlace(request)
  const named = [...new Set(request.viewers ?? everybodyAt(rules, place))]
  const stepMinutes = request.stepMinutes ?? STEP_MINUTES_DEFAULT
  const steps = Math.ceil((request.hours * 60) / stepMinutes) * named.length
  if (steps > RIBBON_STEPS_MAX) {
    const detail = `${steps} steps of all viewers together are too many: ask for ${RIBBON_STEPS_MAX} at most, with longer steps, fewer hours or fewer viewers. The edges are exact whatever the step.`
    throw new OpsProblem(400, 'The body cannot be used', detail, 'stepMinutes')
  }
  return {
    place,
    region: regionFor(place, { state: 'guest', residence: null }),
    span: { from, to: from + request.hours * 60 * MINUTE_MS },
    stepMs: stepMinutes * MINUTE_MS,
    viewers: named.map((each) => ({ named: each, viewer: viewerNamed(each, rules) })),
  }
}

function everybodyAt(rules: Rules, { country, regionCode }: Place): readonly RibbonViewer[] {
  const part = agesOfPlace(rules, `${country}-${regionCode}`)
  return ['guest', ...(part.length > 0 ? part : agesOfPlace(rules, country)), 'kids', 'adult']
}

function viewerNamed(named: RibbonViewer, rules: Rules): Viewer {
  if (named === 'adult') return explainedViewer({ cap: ADULT_CAP, adult: true })
  return viewerOfAge({}, named, rules)
}
