import type { FeedFreshness } from '../../contracts/ops/answers/feeds.ts'
import { lengthOf } from '../frame/times.tsx'

/** How long a delivery takes until it can be seen, in each region. */
export function FreshnessTable({ freshness }: { readonly freshness: readonly FeedFreshness[] }) {
  return (
    <section class="panel scroll" aria-label="From acceptance to screen">
      <h2>From acceptance to screen</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th>Region</th>
            <th class="right">Last: announced</th>
            <th class="right">Last: served</th>
            <th class="right">Half: announced within</th>
            <th class="right">Half: served within</th>
            <th class="right">Of deliveries</th>
          </tr>
        </thead>
        <tbody>
          {freshness.map(({ region, last, p50, deliveries }) => (
            <tr>
              <th scope="row">{region}</th>
              <td class="right number" data-label="Last: announced">
                {lengthOrNone(last.announcedSeconds)}
              </td>
              <td class="right number" data-label="Last: served">
                {lengthOrNone(last.servedSeconds)}
              </td>
              <td class="right number" data-label="Half: announced within">
                {lengthOrNone(p50.announcedSeconds)}
              </td>
              <td class="right number" data-label="Half: served within">
                {lengthOrNone(p50.servedSeconds)}
              </td>
              <td class="right number" data-label="Of deliveries">
                {deliveries}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function lengthOrNone(seconds: number | null): string {
  return seconds === null ? '–' : lengthOf(seconds)
}
