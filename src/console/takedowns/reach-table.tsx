import type { TakedownReach, TakedownTried } from '../../contracts/ops/answers/takedowns.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { State } from '../frame/state.tsx'

/** What a takedown takes away from what is live, in one sentence. */
export function reachInWords({ target, known, reach }: TakedownTried): string {
  if (reach === undefined)
    return 'What it takes away from what is live cannot be told now; it can be ordered all the same.'
  const candidates = reach.reduce((sum, each) => sum + each.candidates, 0)
  const emptied = reach.reduce((sum, each) => sum + each.emptied.length, 0)
  if (candidates === 0 && emptied === 0) {
    const nothing = 'Nothing that is live now is withdrawn by it'
    return known === false ? `${nothing}, and the schedule has no ${target}: is it typed right?` : `${nothing}.`
  }
  const empties =
    emptied === 0 ? 'every surface still has an answer' : `surfaces stay without an answer in ${emptied} places`
  return `It withdraws ${candidatesInWords(reach)}; ${empties}.`
}

const REGIONS_NAMED = 3

function candidatesInWords(reach: readonly TakedownReach[]): string {
  const touched = reach.filter(({ candidates }) => candidates > 0)
  if (touched.length === 0) return 'no candidate'
  if (touched.length <= REGIONS_NAMED) {
    return touched.map(({ region, candidates, of }) => `${candidates} of ${of} candidates in ${region}`).join(', ')
  }
  const counts = touched.map((each) => each.candidates)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return `${least === most ? most : `${least} to ${most}`} candidates in each of ${touched.length} regions`
}

/** Codes of a region's territories; viewers whose place is unknown count as being anywhere. */
function placesIn(territories: TakedownReach['territories']): string {
  if (territories === null) return 'everywhere in it'
  return territories.map((code) => (code === UNKNOWN_TERRITORY ? 'unknown places' : code)).join(' ')
}

/** What a takedown takes away from what is live, by region. */
export function ReachTable({ reach }: { readonly reach: readonly TakedownReach[] }) {
  const touched = reach.filter(({ candidates, emptied }) => candidates > 0 || emptied.length > 0)
  if (touched.length === 0) return null
  return (
    <div class="panel scroll">
      <table class="stacks" aria-label="What it takes away, by region">
        <thead>
          <tr>
            <th>Region</th>
            <th class="right">Candidates</th>
            <th>Where</th>
            <th>Left without an answer</th>
          </tr>
        </thead>
        <tbody>
          {touched.map(({ region, candidates, of, territories, emptied }) => (
            <tr>
              <th scope="row">{region}</th>
              <td class="right number" data-label="Candidates">
                {candidates} of {of}
              </td>
              <td data-label="Where">{placesIn(territories)}</td>
              <td data-label="Left without an answer">
                {emptied.length === 0 ? 'nothing' : <Emptied emptied={emptied} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const PLACES_NAMED = 12

/** By surface, with its territories: `post-play in AT CH DE`. */
function Emptied({ emptied }: Pick<TakedownReach, 'emptied'>) {
  const bySurface = new Map<string, string[]>()
  for (const { territory, surface } of emptied) {
    bySurface.set(surface, [...(bySurface.get(surface) ?? []), territory])
  }
  return [...bySurface].map(([surface, codes]) => (
    <div>
      <State tone="bad">{surface}</State> in {placesIn(codes.slice(0, PLACES_NAMED))}
      {codes.length > PLACES_NAMED && ` and ${codes.length - PLACES_NAMED} more`}
    </div>
  ))
}
