import type { LintFindingAnswer } from '../../../../src/contracts/ops/answers/campaigns/lint.ts'
import type { PreviewRibbon } from '../../../../src/contracts/ops/answers/inquiries/preview-ribbon.ts'
import type { ScheduleLanes } from '../../../../src/contracts/ops/answers/lanes/schedule-lanes.ts'
import { demoWeek } from '../../../../src/dev/demo/week/demo-week.ts'
import type { RegionId } from '../../../../src/model/nouns/region.ts'
import { startPublisherWorld } from '../../../publisher/publisher-world.ts'

/** A publisher with the demo of some day, as a stack that starts then takes it in. */
export interface WeekWorld {
  /** Two weeks of lanes, from the day of the start on. */
  lanes(query: string): Promise<ScheduleLanes>
  /** Two days for every viewer, from the start on, or as many hours later. */
  ribbon(surface: string, country: string, hoursLater?: number): Promise<PreviewRibbon>
  readonly findings: readonly LintFindingAnswer[]
  close(): Promise<void>
}

/** @param regions those whose ribbons are asked */
export async function startWeekWorld(start: string, regions: readonly RegionId[]): Promise<WeekWorld> {
  const world = await startPublisherWorld()
  const now = Date.parse(start)
  world.clock.now = now
  const { approved, drafts } = demoWeek(now)
  await world.ingest(...approved)
  const report = (await (await world.ops('POST', '/ingest', drafts)).json()) as { accepted: number }
  if (report.accepted !== drafts.length) throw new Error(`not taken in: ${JSON.stringify(report)}`)
  for (const region of regions) {
    const { outcome } = await world.publish(region)
    if (outcome !== 'published') throw new Error(`${region}: ${outcome}`)
  }
  const read = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await world.ops(method, path, body)
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const ribbons = new Map<string, Promise<PreviewRibbon>>()
  const told = await read<{ findings: LintFindingAnswer[] }>('POST', '/campaigns/lint', {})
  return {
    findings: told.findings,
    lanes: (query) => read('GET', `/schedule/calendar?from=${start.slice(0, 10)}&days=14&findings=0&${query}`),
    ribbon: (surface, country, hoursLater = 0) => {
      const from = new Date(now + hoursLater * 3_600_000).toISOString()
      const question = { surface, country, from, hours: 48 }
      const key = JSON.stringify(question)
      const asked = ribbons.get(key) ?? read<PreviewRibbon>('POST', '/preview/ribbon', question)
      ribbons.set(key, asked)
      return asked
    },
    close: () => world.close(),
  }
}

/** The stretches of time in which a viewer of a ribbon is shown something of a campaign. */
export function runsOf({ rows }: PreviewRibbon, viewer: string | number, campaign: string | null) {
  const runs = rows.find((row) => row.viewer === viewer)?.runs ?? []
  return runs.filter(({ campaignId }) => campaignId === campaign)
}
