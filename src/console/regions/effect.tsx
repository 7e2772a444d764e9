import type { PublishChanges } from '../../contracts/ops/answers/changes.ts'
import { counted } from '../../history/changes/recorded-act.ts'
import { State } from '../frame/state.tsx'
import { diffPath, SnapshotName } from './snapshot-names.tsx'

/** How much of what becomes empty is said before an act; the page of the difference has all of it. */
const EMPTY_SHOWN = 5

interface EffectProps {
  readonly region: string
  readonly changes: PublishChanges
  /** Snapshot or word of the second one, for the page with more. */
  readonly towards: string
}

/** What an act would change, in short: snapshots, candidates, territories, decisions. */
export function Effect({ region, changes, towards }: EffectProps) {
  return (
    <>
      <EffectFacts changes={changes} />
      <EmptyPlaces places={changes.decisions.newlyEmpty} atMost={EMPTY_SHOWN} />
      <p>
        <a href={diffPath(region, 'live', towards)}>All that differs</a>
      </p>
    </>
  )
}

/** The figures of a difference. */
export function EffectFacts({ changes }: { readonly changes: PublishChanges }) {
  const { records, decisions } = changes
  return (
    <dl class="facts">
      <dt>Snapshots</dt>
      <dd>
        <SnapshotName id={changes.from} /> {changes.from === changes.to ? 'stays: the content is the same' : '→ '}
        {changes.from !== changes.to && <SnapshotName id={changes.to} />}
      </dd>
      <dt>Candidates</dt>
      <dd class="number">
        {records.candidates.added.count} come, {records.candidates.removed.count} go
      </dd>
      <dt>Records</dt>
      <dd class="number">{recordWords(records)}</dd>
      <dt>Territories</dt>
      <dd class="number">{placeWords(decisions.byPlace)}</dd>
      <dt>Decisions</dt>
      <dd class="number">{decisionWords(decisions)}</dd>
    </dl>
  )
}

/** Combinations of place, viewer and surface that would have nothing to play any more. */
export function EmptyPlaces({ places, atMost }: { readonly places: readonly string[]; readonly atMost: number }) {
  if (places.length === 0) return <State tone="good">Nothing becomes empty.</State>
  const more = places.length - atMost
  return (
    <div class="becomes-empty">
      <State tone="bad">{counted(places.length, 'place')} would have nothing to play:</State>
      <ul>
        {places.slice(0, atMost).map((place) => (
          <li>{place}</li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  )
}

function recordWords({ assets, titles, campaigns }: PublishChanges['records']): string {
  const kinds = [
    ['campaign', campaigns],
    ['asset', assets],
    ['title', titles],
  ] as const
  const words = kinds.flatMap(([noun, { added, removed, changed }]) => {
    const total = added.count + removed.count + changed.count
    if (total === 0) return []
    return [`${counted(total, noun)} (${added.count} new, ${removed.count} gone, ${changed.count} changed)`]
  })
  return words.length === 0 ? 'none differs' : words.join('; ')
}

function placeWords(byPlace: Readonly<Record<string, number>>): string {
  const places = Object.entries(byPlace).sort(([, one], [, other]) => other - one)
  if (places.length === 0) return 'none gets another answer'
  return places.map(([place, changed]) => `${place} ${changed}`).join(', ')
}

function decisionWords({ asked, changed, byCause }: PublishChanges['decisions']): string {
  const share = `${changed} of ${asked} that were tried get another winner`
  if (changed === 0) return share
  const causes = [
    [byCause.schedule, 'by the schedule'],
    [byCause.weights, 'by weights of campaigns'],
    [byCause.learned, 'by what was learned'],
    [byCause.unexplained, 'for no edit that is known'],
  ] as const
  const known = causes.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`)
  return `${share}: ${known.join(', ')}`
}
