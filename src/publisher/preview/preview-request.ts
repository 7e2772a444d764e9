import type { z } from 'zod'
import { PANEL_CELLS, previewPanel, previewQuestion } from '../../contracts/ops/requests/preview/preview.ts'
import type { Viewer } from '../../decide/context/context.ts'
import { explainedViewer } from '../../decide/explain/explained-asker.ts'
import { ANYBODY } from '../../decide/matrix/matrix-viewers.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { regionFor } from '../../rules/lookup/route.ts'
import { explainedPlace, explainRequest, knownCountry } from '../inquiries/explain-request.ts'
import { OpsProblem } from '../ops-problem.ts'

/** How far from now an instant may lie: what is further away is a slip of the keys. */
const DAY_MS = 86_400_000
const BACK_DAYS = 400
const AHEAD_DAYS = 3 * 366
/** Regions whose schedules one preview compiles at most: each takes seconds where it is large. */
const REGIONS_MAX = 3

/** The question of the contract, with names that this publisher knows. */
export const previewRequest = previewQuestion.extend({
  country: knownCountry.nullish(),
  timezone: explainRequest.shape.timezone,
  residence: explainRequest.shape.residence,
  panel: previewPanel
    .extend({ territories: previewPanel.shape.territories.element.pipe(knownCountry).array().min(1).max(60) })
    .nullish(),
})
export type PreviewRequest = z.infer<typeof previewRequest>

/** One viewer, somewhere, at an instant. */
export interface PreviewedViewer {
  readonly country: string
  readonly age: number | 'guest' | 'kids' | null
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly viewer: Viewer
  readonly region: RegionId
}

/**
 * Everybody whom a preview is for: one viewer, or those of its panel, by territory, age and instant.
 * @throws OpsProblem 400 that names the field
 */
export function previewedViewers(request: PreviewRequest, rules: Rules, now: number): readonly PreviewedViewer[] {
  const { panel, country, at } = request
  if (!panel) {
    if (!country) throw bad('country', 'Say where: an ISO country code, like DE; or ask for a panel.')
    if (!at) throw bad('at', 'Say when: an instant in UTC, like 2026-12-04T19:00:00Z; or ask for a panel.')
    return [
      viewerAt(request, { country, age: null, at: previewedInstant(at, 'at', now), viewer: explainedViewer(request) }),
    ]
  }
  const said = (['country', 'at', 'cap', 'kids'] as const).find(
    (field) => request[field] !== undefined && request[field] !== null,
  )
  if (said) throw bad(said, 'The panel says who, where and when: leave this out beside it.')
  const { territories, ages, instants } = panel
  const cells = territories.length * ages.length * instants.length
  if (cells > PANEL_CELLS) {
    throw bad('panel', `${cells} combinations are too many: ask for ${PANEL_CELLS} at most, in several previews.`)
  }
  const when = instants.map((instant, index) => previewedInstant(instant, `panel.instants.${index}`, now))
  const cellsAsked = territories.flatMap((territory) =>
    ages.flatMap((age) =>
      when.map((instant) => {
        const viewer = viewerOfAge(request, age, rules)
        return viewerAt(request, { country: territory, age, at: instant, viewer })
      }),
    ),
  )
  const regions = new Set(cellsAsked.map(({ region }) => region))
  if (regions.size > REGIONS_MAX) {
    const found = [...regions].sort().join(', ')
    throw bad(
      'panel.territories',
      `These are in ${regions.size} regions (${found}): ask for ${REGIONS_MAX} at most at once.`,
    )
  }
  return cellsAsked
}

function viewerAt(request: PreviewRequest, cell: Omit<PreviewedViewer, 'region'>): PreviewedViewer {
  return { ...cell, region: regionFor(explainedPlace({ ...request, country: cell.country }), cell.viewer) }
}

/** The viewer of a cell; what the question says of a token holds for members. */
export function viewerOfAge(
  request: Parameters<typeof explainedViewer>[0],
  age: number | 'guest' | 'kids',
  rules: Rules,
): Viewer {
  if (age === 'guest') return ANYBODY
  if (age === 'kids') return explainedViewer({ ...request, kids: true, cap: rules.maturity.kidsCap })
  return explainedViewer({ ...request, cap: age })
}

/**
 * The instant that a field says, milliseconds since 1970 UTC.
 * @throws OpsProblem 400 where it is too far from `now`
 */
export function previewedInstant(text: string, field: string, now: number): number {
  const instant = Date.parse(text)
  const days = (instant - now) / DAY_MS
  if (days >= -BACK_DAYS && days <= AHEAD_DAYS) return instant
  throw bad(field, `${text} is too far away: at most ${BACK_DAYS} days back, and three years ahead.`)
}

function bad(field: string, detail: string): OpsProblem {
  return new OpsProblem(400, 'The body cannot be used', detail, field)
}
