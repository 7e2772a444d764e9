import type { ExplanationAnswer } from '../../../contracts/ops/answers/inquiries/explain.ts'
import type { PreviewAnswer } from '../../../contracts/ops/answers/inquiries/preview.ts'
import type { LocalExplanation } from '../../engine/browser/local-region.ts'
import { send } from '../send.ts'
import { engineOf } from './local-engine.ts'
import type { CursorPlace, RibbonData } from './ribbon-data.ts'

/** Of an explanation, what the cursor shows. */
export type CursorExplanation = Pick<ExplanationAnswer, 'kept' | 'rejected' | 'total'> | LocalExplanation

/** What is under the cursor, and who said so; or in words why nobody could. */
export type CursorAnswer =
  | { readonly explanation: CursorExplanation; readonly source: 'browser' | 'publisher'; readonly told: string }
  | { readonly refusal: string }

/** Candidates are told of up to this number: more would be megabytes for a glance. */
const LISTED_MAX = 5000

/**
 * Asks what plays under the cursor, and why: of what is live the engine in this browser, and the publisher where that
 * cannot; of the draft the publisher, which compiles it.
 */
export async function askUnderCursor(ribbon: RibbonData, cursor: CursorPlace): Promise<CursorAnswer> {
  if (cursor.side === 'draft') return askDraft(ribbon, cursor)
  try {
    const region = await engineOf(ribbon.region)
    const { surface, country } = ribbon
    // The contract of the page says which surfaces there are; the engine was built with the same list.
    const explanation = region.explain({
      ...cursor.claims,
      surface: surface as Parameters<typeof region.explain>[0]['surface'],
      country,
      timezone: ribbon.timezone,
      now: cursor.at,
    })
    const { snapshot, sequence } = region.pointer
    return {
      explanation,
      source: 'browser',
      told: `Decided in this browser by the engine that serves: snapshot ${snapshot.slice(0, 10)}, sequence ${sequence}, signature and hashes checked. What the compiler left out is on the page that says why.`,
    }
  } catch (error) {
    return askPublisher(ribbon, cursor, error instanceof Error ? error.message : String(error))
  }
}

async function askPublisher(ribbon: RibbonData, cursor: CursorPlace, why: string): Promise<CursorAnswer> {
  const sent = await send('POST', '/ops/v1/explain', { ...questionOf(ribbon, cursor), now: isoOf(cursor.at) })
  if (sent.outcome !== 'done') return { refusal: refusalOf(sent) }
  const explanation = sent.body as ExplanationAnswer
  const { id, sequence } = explanation.snapshot
  const told = `Explained by the publisher, because this browser could not (${why}): snapshot ${id.slice(0, 10)}, sequence ${sequence}.`
  return { explanation, source: 'publisher', told }
}

async function askDraft(ribbon: RibbonData, cursor: CursorPlace): Promise<CursorAnswer> {
  const sent = await send('POST', '/ops/v1/preview', { ...questionOf(ribbon, cursor), at: isoOf(cursor.at) })
  if (sent.outcome !== 'done') return { refusal: refusalOf(sent) }
  const { viewer, scheduleRevision } = sent.body as PreviewAnswer
  if (viewer === null) return { refusal: 'The publisher told of nobody.' }
  const told = `Explained by the publisher: the draft, revision ${scheduleRevision} of the schedule.`
  return { explanation: viewer.before, source: 'publisher', told }
}

function questionOf({ surface, country, timezone }: RibbonData, { claims }: CursorPlace): object {
  return { surface, country, timezone, ...claims, limit: LISTED_MAX }
}

function refusalOf(sent: Exclude<Awaited<ReturnType<typeof send>>, { outcome: 'done' }>): string {
  if (sent.outcome === 'refused') return `${sent.problem.title}. ${sent.problem.detail}`
  return sent.outcome === 'signed-out' ? 'Your sign-in has ended: sign in again.' : 'The publisher does not answer.'
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString()
}
