import type { PreviewAnswer, PreviewedSide } from '../../contracts/ops/answers/inquiries/preview.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import { count, type Output, paint, plain } from '../frame/output.ts'
import { fittedTable, wrapped } from '../frame/wrapped.ts'
import { localInstant } from '../snapshot/local-instant.ts'
import { chanceChanges } from './chance-changes.ts'

type OneViewer = NonNullable<PreviewAnswer['viewer']>
type Item = PreviewedSide['items'][number]
type Cell = NonNullable<PreviewAnswer['panel']>[number]

/** Indentation of the reasons below a row. */
const INDENT = 4

/** A preview for a person: what is shown before and after, and why that changes. */
export function previewPicture(output: Output, body: PreviewAnswer): string[] {
  const { viewer, panel, warnings } = body
  const told = warnings.flatMap(({ rule, text }) =>
    wrapped(`${rule}: ${plain(text)}`.split(' '), { gap: ' ', indent: 2 }),
  )
  return [
    ...(viewer === null ? [] : viewerLines(output, body, viewer)),
    ...(panel === null ? [] : panelLines(output, panel)),
    ...(told.length > 0 ? ['', ...told.map((line) => paint(output, 'yellow', line))] : []),
  ]
}

function viewerLines(output: Output, { scheduleRevision, at }: PreviewAnswer, viewer: OneViewer): string[] {
  const { context, before, after, difference, region } = viewer
  const who = [context.viewer, context.kids ? 'kids' : '', `cap ${context.cap}`].filter((word) => word !== '')
  const head = [`${clockIn(context.territory, at ?? context.now)} in ${context.territory}`, who.join(' ')]
  const changes = new Map(difference.map((change) => [change.position, change.why]))
  const [was, becomes] = [before, after].map((side) => side.items.filter(({ backup }) => !backup))
  const places = Array.from({ length: Math.max(was?.length ?? 0, becomes?.length ?? 0, 1) }, (_, place) => place)
  const rows = places.map((place) => [
    `${changes.has(place) ? '▸' : ' '}${place}`,
    cellText(before, was?.[place]),
    cellText(after, becomes?.[place]),
  ])
  const why = (row: number) => whyLines(output, changes.get(row))
  return [
    paint(output, 'dim', [...head, `region ${region}`, `schedule ${count(scheduleRevision)}`].join(' · ')),
    '',
    ...fittedTable(['', 'before', 'after'], rows, why),
    '',
    ...changedLines(output, viewer, places.length),
    ...wrapped(['before:', ...funnelOf(before)], { indent: 2 }),
    ...wrapped(['after: ', ...funnelOf(after)], { indent: 2 }),
  ]
}

/** How many places change; and where none does at a place, the chances that do. */
function changedLines(output: Output, { before, after, difference }: OneViewer, places: number): string[] {
  const moved = new Set(difference.map(({ position }) => position))
  const chances = chanceChanges(before, after, moved)
  if (difference.length + chances.length === 0) return ['nothing changes for this viewer then']
  const some = difference.length === 0 ? 'no place changes, but chances do' : `${moved.size} of ${places} places change`
  return [paint(output, 'bold', some), ...chances.flatMap((line) => wrapped(line.split(' '), { gap: ' ', indent: 2 }))]
}

/** An item with the chance that `explain` gives it there; or why there is none. */
function cellText(side: PreviewedSide, item: Item | undefined): string {
  if (item === undefined) {
    const idents = side.floor === null ? '' : '; house idents play'
    return side.empty === null ? '–' : `– (${side.empty}${idents})`
  }
  const { assetId, campaignId, position, autoplay } = item
  const chance = side.kept.find((one) => one.assetId === assetId && one.campaignId === campaignId)?.chances[position]
  const share = chance === undefined ? '' : ` ${Math.round(chance * 100)}%`
  return `${assetId} ${plain(campaignId)}${share}${autoplay.allowed ? '' : ' (no autoplay)'}`
}

function funnelOf({ funnel, total }: PreviewedSide): string[] {
  const rejected = Object.values(funnel).reduce((sum, each) => sum + each, 0)
  const parts = Object.entries(funnel).sort(([, one], [, other]) => other - one)
  return [
    `${count(total - rejected)} of ${count(total)} candidates may be shown`,
    ...parts.map(([reason, times]) => `${plain(reason)} ${count(times)}`),
  ]
}

function panelLines(output: Output, cells: readonly Cell[]): string[] {
  const rows = cells.map(({ territory, age, at, before, after, why }) => [
    why === null ? ' ' : '▸',
    territory,
    typeof age === 'number' ? `cap ${age}` : age,
    clockIn(territory, at),
    ...winners(before, after),
  ])
  const whys = new Map<string, number>()
  for (const { why } of cells) if (why !== null) whys.set(why, (whys.get(why) ?? 0) + 1)
  const changed = cells.filter(({ why }) => why !== null).length
  return [
    ...fittedTable(['', 'place', 'who', 'local time', 'before', 'after'], rows),
    '',
    changed === 0 ? 'no winner changes' : paint(output, 'bold', `${changed} of ${cells.length} winners change`),
    ...[...whys].flatMap(([why, times]) => [`${count(times)} ×`, ...whyLines(output, why)]),
  ]
}

/** Both winners: their videos, or their campaigns where those alone differ; `=`: the same. */
function winners(before: Cell['before'], after: Cell['after']): [string, string] {
  const same = before?.assetId === after?.assetId
  const name = (pair: Cell['before']) => (pair === null ? '–' : same ? plain(pair.campaignId) : pair.assetId)
  if (same && before?.campaignId === after?.campaignId) return [before?.assetId ?? '–', '=']
  return [name(before), name(after)]
}

function whyLines(output: Output, why: string | null | undefined): string[] {
  if (!why) return []
  const parts = plain(why).split('; ')
  return parts
    .flatMap((part) => wrapped(part.split(' '), { gap: ' ', width: 90 }))
    .map((line) => paint(output, 'dim', ' '.repeat(INDENT) + line))
}

/** The local time of a territory with one clock; elsewhere UTC. */
function clockIn(territory: string, at: string): string {
  const shown = new Set(placeOf(territory).zones.map((zone) => localInstant(Date.parse(at), zone)?.local))
  const [only] = shown
  return shown.size === 1 && only !== undefined ? only : `${at.slice(0, 16).replace('T', ' ')} UTC`
}
