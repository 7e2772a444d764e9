import type { PublishChanges, SnapshotChanges } from '../../contracts/ops/answers/changes.ts'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage } from '../page.ts'
import { EffectFacts, EmptyPlaces } from './effect.tsx'
import { RecordLists } from './record-lists.tsx'

/** `/console/regions/{r}/diff/{a}/{b}`: what changed from one snapshot of a region to another. */
export const diffPage: ConsolePage = {
  path: '/console/regions/:region/diff/:from/:to',
  section: 'regions',
  parameters: [],
  show: async ({ path, ask, now }) => {
    const [region, from, to] = [path('region'), path('from'), path('to')]
    const asked = `regions/${region}/snapshots/${encodeURIComponent(from)}/diff/${encodeURIComponent(to)}`
    const changes = await ask.get<SnapshotChanges>(asked)
    const title = `${region}: from ${nameOf(from)} to ${nameOf(to)}`
    return {
      title,
      body: (
        <div class="page">
          <header class="head">
            <h1>{title}</h1>
            <p class="acts">
              <a class="act" href={`/console/regions/${region}`}>
                {region}
              </a>
              <a
                class="act"
                href={`/console/regions/${region}/diff/${encodeURIComponent(to)}/${encodeURIComponent(from)}`}
              >
                The other way round
              </a>
            </p>
          </header>
          <section class="panel padded" aria-label="In short">
            <EffectFacts changes={changes} />
            <EmptyPlaces places={changes.decisions.newlyEmpty} atMost={Number.POSITIVE_INFINITY} />
          </section>
          <ChangedAnswers decisions={changes.decisions} now={now} />
          <RecordLists records={changes.records} />
        </div>
      ),
    }
  },
}

/** The words of the API stay; ids are shortened. */
function nameOf(snapshot: string): string {
  return /^[0-9a-f]{13,}$/.test(snapshot) ? snapshot.slice(0, 12) : snapshot.slice(0, 40)
}

const CAUSES = {
  schedule: 'schedule',
  weights: 'weights of campaigns',
  learned: 'what was learned',
  unexplained: 'no known edit',
} as const

interface ChangedAnswersProps {
  readonly decisions: PublishChanges['decisions']
  readonly now: number
}

function ChangedAnswers({ decisions, now }: ChangedAnswersProps) {
  const { examples, changed } = decisions
  return (
    <section class="panel scroll" aria-label="Decisions that change" tabindex={0}>
      <h2>
        Decisions that change{' '}
        <small>
          {examples.length} examples of {changed}, unexplained ones first
        </small>
      </h2>
      {examples.length === 0 ? (
        <p class="empty">Every request that was tried keeps its winner.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>Place</th>
              <th>Viewer</th>
              <th>Surface</th>
              <th>Device</th>
              <th>Decided for</th>
              <th>Before</th>
              <th>After</th>
              <th>Because of</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ place, viewer, surface, device, at, before, after, cause }) => (
              <tr>
                <th scope="row">{place}</th>
                <td>{viewer}</td>
                <td>{surface}</td>
                <td>{device ?? 'not said'}</td>
                <td>
                  <Instant at={at} now={now} />
                </td>
                <td>
                  <Winner id={before} />
                </td>
                <td>
                  <Winner id={after} />
                </td>
                <td>{CAUSES[cause]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Winner({ id }: { readonly id: string | null }) {
  if (id === null) return <span class="pill bad">nothing</span>
  return (
    <a href={`/console/why?asset=${encodeURIComponent(id)}`}>
      <code>{id}</code>
    </a>
  )
}
