import type { PreviewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { type Output, paint, plain } from '../frame/output.ts'
import { fittedTable } from '../frame/wrapped.ts'
import { localInstant } from '../snapshot/local-instant.ts'

type Row = PreviewRibbon['rows'][number]

/** A ribbon for a person: a line for each stretch of time; viewers who are shown the same share their lines. */
export function ribbonPicture(output: Output, body: PreviewRibbon, timeZone: string): string[] {
  const source = body.live ? `live sequence ${body.live.sequence}` : `draft, schedule ${body.scheduleRevision}`
  const head = `${body.surface} in ${body.country} · region ${body.region} · ${source} · times of ${timeZone}`
  const rows = groupsOf(body.rows).flatMap(({ viewers, runs }) =>
    runs.map((run, index) => [
      index === 0 ? viewers.join(', ') : '',
      clockOf(run.from, timeZone),
      run.assetId === null ? '–' : plain(body.assets[run.assetId] ?? run.assetId),
      run.campaignId === null ? plain(run.empty) : plain(body.campaigns[run.campaignId] ?? run.campaignId),
      run.autoplay === null ? '' : run.autoplay.allowed ? 'autoplays' : `still: ${plain(run.autoplay.reason)}`,
    ]),
  )
  return [
    paint(output, 'dim', head),
    '',
    ...fittedTable(['who', 'from', 'plays', 'campaign', ''], rows),
    '',
    paint(output, 'dim', `until ${clockOf(body.to, timeZone)}`),
  ]
}

function groupsOf(
  rows: readonly Row[],
): readonly { readonly viewers: readonly string[]; readonly runs: Row['runs'] }[] {
  const groups = new Map<string, { viewers: string[]; runs: Row['runs'] }>()
  for (const { viewer, runs } of rows) {
    const name = typeof viewer === 'number' ? `cap ${viewer}` : viewer
    const key = JSON.stringify(runs)
    const known = groups.get(key)
    if (known) known.viewers.push(name)
    else groups.set(key, { viewers: [name], runs })
  }
  return [...groups.values()]
}

function clockOf(instant: string, timeZone: string): string {
  return localInstant(Date.parse(instant), timeZone)?.local ?? instant
}
