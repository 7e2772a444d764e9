import type { LearnedList } from '../../contracts/ops/answers/learned/learned.ts'
import { Instant } from '../frame/times.tsx'
import { grouped } from './figures.ts'
import { RunName } from './run-name.tsx'

/** Rows of the table: older runs can be had from the API. */
const SHOWN = 30

interface RunTableProps {
  readonly list: LearnedList
  readonly now: number
}

/** The stored runs, the newest first. */
export function RunTable({ list: { runs, regions }, now }: RunTableProps) {
  return (
    <section class="panel scroll" aria-label="Runs" tabindex={0}>
      <h2>Runs, the newest first</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Came</th>
            <th scope="col">Learned from</th>
            <th scope="col" class="right">
              Events
            </th>
            <th scope="col" class="right">
              Assets
            </th>
            <th scope="col" class="right">
              By metadata
            </th>
            <th scope="col">Space</th>
            <th scope="col">Served in</th>
          </tr>
        </thead>
        <tbody>
          {runs.slice(0, SHOWN).map(({ id, pushedAt, pushedBy, data, assets, cold, unknown, space }) => (
            <tr>
              <th scope="row">
                <RunName run={id} />
              </th>
              <td data-label="Came">
                <Instant at={pushedAt} now={now} /> <bdi class="name">{pushedBy}</bdi>
              </td>
              <td class="number" data-label="Learned from">
                {data.from.slice(0, 10)} to {data.to.slice(0, 10)}
              </td>
              <td class="right number" data-label="Events">
                {grouped(data.events)}
              </td>
              <td class="right number" data-label="Assets">
                {grouped(assets)}
                {unknown > 0 && <small> {grouped(unknown)} unknown</small>}
              </td>
              <td class="right number" data-label="By metadata">
                {grouped(cold)}
              </td>
              <td data-label="Space">
                <bdi class="name">{space}</bdi>
              </td>
              <td data-label="Served in">{servedIn(id, regions) || <span class="dim">nowhere</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {runs.length > SHOWN && <p class="empty">{runs.length - SHOWN} older runs: npm run ff -- learn status --json</p>}
    </section>
  )
}

/** The regions whose live snapshot was compiled with a run. */
function servedIn(id: string, regions: LearnedList['regions']): string {
  return regions.flatMap(({ live, region }) => (live === id ? [region] : [])).join(', ')
}
