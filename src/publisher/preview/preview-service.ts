import { describeContext } from '../../decide/explain/described-context.ts'
import { explainedPlacement } from '../../decide/explain/explained-asker.ts'
import { regionFor } from '../../rules/lookup/route.ts'
import { type LiveDenies, liveDenies } from '../announce/live-denies.ts'
import { explainedHints, explainedPlace } from '../inquiries/explain-request.ts'
import { LIMIT_DEFAULT } from '../inquiries/explain-service.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { previewedChanges } from './preview-changes.ts'
import { differenceOf, whyChanged } from './preview-difference.ts'
import type { PreviewedViewer, PreviewRequest } from './preview-request.ts'
import { isSame, PreviewedAnswer } from './previewed-answer.ts'
import { PREVIEW_ROOM, type PreviewedSchedule, type PreviewRoom, previewedSchedule } from './previewed-schedule.ts'

/** What a preview is made with. */
export interface PreviewOrder<Told> {
  readonly viewers: readonly PreviewedViewer[]
  readonly actor: string
  /** What is told of a viewer; what it reads is gone afterwards. */
  readonly tell: (answers: PreviewedAnswers) => Told
  readonly room?: PreviewRoom
}

/** What one viewer is answered by the stored schedule, and with the changes. */
export interface PreviewedAnswers {
  readonly before: PreviewedAnswer
  readonly after: PreviewedAnswer
}

/**
 * What would be shown, by the stored schedule and with changes in place of it: each region is compiled twice in memory,
 * and the engine that serves decides both. Nothing is written.
 */
export async function previewOf<Told>(
  publisher: PublisherContext,
  request: PreviewRequest,
  { viewers, actor, tell, room = PREVIEW_ROOM }: PreviewOrder<Told>,
) {
  const regions = [...new Set(viewers.map(({ region }) => region))]
  const { changes, warnings } = await previewedChanges(publisher, request, { regions, actor })
  const denies = deniesReader(publisher)
  const told = new Map<PreviewedViewer, Told>()
  let scheduleRevision = 0
  for (const region of regions) {
    const here = viewers.filter((viewer) => viewer.region === region)
    const now = Math.min(...here.map(({ at }) => at))
    const compile = (changed: typeof changes) => previewedSchedule(publisher, region, { now, changes: changed, room })
    const before = await compile(new Map())
    // Without changes both are the same: a schedule that somebody writes meanwhile must not look like a difference.
    const after = changes.size === 0 ? before : await compile(changes)
    scheduleRevision = Math.max(scheduleRevision, before.revision, after.revision)
    for (const viewer of here) {
      told.set(viewer, tell(await answersFor(request, viewer, { before, after }, denies)))
    }
  }
  return { regions, scheduleRevision, warnings, told }
}

async function answersFor(
  request: PreviewRequest,
  { country, at, viewer, region }: PreviewedViewer,
  { before, after }: { readonly before: PreviewedSchedule; readonly after: PreviewedSchedule },
  deniesOf: ReturnType<typeof deniesReader>,
): Promise<PreviewedAnswers> {
  const place = explainedPlace({ ...request, country })
  const asked = { place, viewer, hints: explainedHints(request), now: at }
  // A viewer abroad with home rights is denied what is withdrawn at either place, as on the edge.
  const here = regionFor(place, { state: 'guest', residence: null })
  const home = await deniesOf(region)
  const abroad = here === region ? null : await deniesOf(here)
  const denies: LiveDenies = (narrowed) => (abroad ? home(narrowed).and(abroad(narrowed)) : home(narrowed))
  const rule = before.opened.snapshot.rules.surfaces.find(({ id }) => id === request.surface)
  const count = Math.min(request.count ?? rule?.count ?? 1, rule?.maxCount ?? 1)
  const placement = explainedPlacement(request, count)
  const answer = (schedule: PreviewedSchedule) => new PreviewedAnswer(schedule, asked, placement, denies)
  return { before: answer(before), after: answer(after) }
}

/** The winners. */
export function cellOf(answers: PreviewedAnswers) {
  const [before = null, after = null] = [answers.before.shown[0], answers.after.shown[0]]
  const isAlike = before === null || after === null ? before === after : isSame(before, after)
  return { before, after, why: isAlike ? null : whyChanged(answers, before, after) }
}

/** All of both answers, and where they differ. */
export function viewerOf(request: PreviewRequest, answers: PreviewedAnswers) {
  const limit = request.limit ?? LIMIT_DEFAULT
  const asset = request.asset ?? null
  return {
    context: describeContext(answers.before.request.context),
    before: answers.before.describe(limit, asset),
    after: answers.after.describe(limit, asset),
    difference: differenceOf(answers.before, answers.after),
  }
}

/** Reads the list of each region once. */
function deniesReader(publisher: PublisherContext) {
  const read = new Map<string, Promise<LiveDenies>>()
  return (region: PreviewedViewer['region']): Promise<LiveDenies> => {
    const denies = read.get(region) ?? liveDenies(region, publisher)
    read.set(region, denies)
    return denies
  }
}
